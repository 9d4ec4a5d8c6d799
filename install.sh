#!/bin/sh
# Installs the program: sh install.sh [PREFIX]    (default: /usr/local, or ~/.local without the right to write there)
# Build it first: mvn -q -DskipTests package. It needs a JRE 17 or newer. To remove it, delete what this prints.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
jar="$here/cli/target/todoku.jar"
[ -f "$jar" ] || { echo "install.sh: $jar is not there yet; build it with: mvn -q -DskipTests package" >&2; exit 66; }
command -v java >/dev/null || { echo "install.sh: no java on the path; todoku needs a JRE 17 or newer" >&2; exit 69; }
if [ $# -gt 0 ]; then prefix="$1"; elif [ -w /usr/local ]; then prefix=/usr/local; else prefix="$HOME/.local"; fi
mkdir -p -- "$prefix"
prefix="$(CDPATH='' cd -- "$prefix" && pwd)"
lib="$prefix/lib/todoku"
mkdir -p "$prefix/bin" "$lib" "$prefix/share/man/man1" "$prefix/share/bash-completion/completions"

cp "$jar" "$lib/todoku.jar.new" && mv "$lib/todoku.jar.new" "$lib/todoku.jar"
cp "$here"/docs/man/*.1 "$prefix/share/man/man1/"
java -cp "$lib/todoku.jar" picocli.AutoComplete --force --name todoku \
  --completionScript "$prefix/share/bash-completion/completions/todoku" io.github.todoku.cli.Main

# a JVM that cannot use it goes on without
rm -f "$lib/todoku.jsa"
sh "$here/cli/class-archive.sh" "$lib/todoku.jar" "$lib/todoku.jsa" || true

quoted="$(printf '%s' "$lib" | sed "s/'/'\\\\''/g")"
{
  head -n 1 "$here/todoku"
  printf "lib='%s'\n" "$quoted"
  sed -e 1d -e 's|^jar=.*|jar="$lib/todoku.jar"|' \
    -e 's|-XX:TieredStopAtLevel=1|-Xshare:auto -XX:SharedArchiveFile="$lib/todoku.jsa" -Xlog:disable -XX:TieredStopAtLevel=1|' "$here/todoku"
} >"$prefix/bin/todoku"
chmod 755 "$prefix/bin/todoku"
echo "installed: $prefix/bin/todoku, $lib, $prefix/share/man/man1/todoku*.1, $prefix/share/bash-completion/completions/todoku"
