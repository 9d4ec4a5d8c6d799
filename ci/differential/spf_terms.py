"""What the worlds of spf_worlds.py are made of."""

DOMAINS = ["example.com", "mail.example.com", "a.b.example.com", "example.net", "_spf.example.net", "host.test", "x--y.test",
           "xn--bcher-kva.example", "deep.er.and.deep.er.example.org"]
HOSTS = ["h1.example.com", "h2.example.com", "MX.Example.NET", "v6.test", "both.test", "many.test", "alias.test", "alias2.test",
         "nothing.example.com", "void1.test", "void2.test", "void3.test", "slow.test", "broken.test", "gone-alias.test"]
FOUR = ["192.0.2.1", "192.0.2.77", "198.51.100.9", "203.0.113.200"]
SIX = ["2001:db8::1", "2001:db8:1:2::3", "2001:db8:ffff::25", "::ffff:c000:201"]
MAPPED = ["::ffff:192.0.2.1", "::ffff:198.51.100.9"]
SENDERS = ["bob@{d}", "bob@{d}", "bob@{d}", "Bob.Smith+tag@{d}", "postmaster@{d}", "a-b-c@{d}", "{d}", "@{d}", "", "x%y@{d}", "bob@{d}",
           "bob@{D}", "\"a@b\"@{d}", "very.many.dots.in.it@{d}", "=/?#@{d}"]
LETTERS = "slodiphv"
MACRO_ENDS = ["", "", "", "1", "2", "3", "r", "1r", "2r", "-", "r-", "1-", "+-", ".", "10", "127", "128"]
MALFORMED = [
    "ip4:192.0.2", "ip4:192.0.2.1/33", "ip4:192.0.2.1/", "ip4:192.0.2.1/024", "ip4:192.0.2.01", "ip4:", "ip4", "ip4:192.0.2.1//24",
    "ip4:2001:db8::1", "ip4:192.0.2.1.", "ip4:192.0.2.300", "ip6:192.0.2.1", "ip6:2001:db8::1/129", "ip6:2001:db8:::1", "ip6:", "ip6",
    "ip6:2001:db8::/032", "ip6:::1/0", "ip4:0.0.0.0/0x", "a:", "mx:", "a/", "a/33", "a//129", "a/24/64", "a/00", "a/24//064", "a//", "include",
    "include:", "exists", "exists:", "exists:/24", "ptr:", "ptr/24", "all:example.com", "all/8", "all.", "all=", "++all", "+", "-", "?", "foo",
    "foo:bar.test", "foo/24", "ip:192.0.2.1", "ipv4:192.0.2.1", "a:foo", "a:foo.", "a:example.com.", "a:192.0.2.1", "a:example.123", "a:example.-x",
    "a:example.x-", "a:exa mple.com", "a:.example.com", "a:exam..ple.com", "a:-example.com", "a:_x.example.com", "a:*.example.com",
    "include:example.com/24", "include:%{d", "include:%{x}.test", "exists:%{d0}.test", "exists:%{dr2}.test", "exists:%{}.test", "exists:%d.test",
    "exists:%(d).test", "exists:%{d2rr}.test", "exists:%{d129}.test", "exists:%{d}%", "exists:%{t}.test", "exists:%{c}.test", "exists:%{r}.test",
    "exists:%{d}", "exists:%{d}.", "exists:%{i}", "exists:%{d}%%.test", "exists:%%.test", "exists:%_.test", "exists:%-.test", "exists:%{D2}.test",
    "exists:%{d2R}.test", "exists:%{S}.test", "exists:foo:8080.test", "redirect=", "redirect", "redirect:example.com", "redirect=%{x}.test",
    "redirect=a b", "exp=", "exp", "exp:example.com", "exp=%{x}.test", "exp=foo", "=x", "x=", "x=%{x}", "x=%{d}", "x=%", "1x=y", "x.y-z_9=v", "-x=y",
    "x", "x;", "all;", "ip4:192.0.2.1;", "ip4:192.0.2.1,", "\"all\"", "~All", "+ALL", "spf2.0/pra", "v=spf1", "op=auth", "moo=moo=moo",
    "a:\xe9.test", "\xff", "a\x00", "a:" + "l" * 63 + ".test", "a:" + "l" * 64 + ".test", "a:" + "abcdefghi." * 26 + "test", "mx:%{d}/24",
    "a:%{d}//64", "a:a/b.test", "a:a/24.test", "a:host.test/24/", "mx/24//64", "mx//64", "a/0", "a//0", "a/0//0", "ip4:0.0.0.0/0", "ip6:::/0",
    "ip4:192.0.2.77/24", "ip6:2001:db8::1", "ip6:2001:DB8::/32", "ip6:::ffff:192.0.2.1", "ip6:::ffff:c000:200/120", "ip6:2001:db8::192.0.2.1",
    "exists:h1.example.com", "exists:v6.test", "ptr", "ptr:test", "ptr:example.com", "include:%{d2}", "a:%{h}", "a:%{o}", "mx:%{p}"]
