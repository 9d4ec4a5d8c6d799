#!/bin/sh
# Installs the program: sh install.sh [PREFIX]    (default: /usr/local, or ~/.local without the right to write there)
# Build it first: mvn -q -DskipTests package. It needs a JRE 17 or newer. To remove it, delete what this prints.
set -eu
umask 022
here="$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)"
jar="$here/cli/target/todoku.jar"
[ -f "$jar" ] || { echo "install.sh: $jar is not there yet; build it with: mvn -q -DskipTests package" >&2; exit 66; }
command -v java >/dev/null || { echo "install.sh: no java on the path; todoku needs a JRE 17 or newer" >&2; exit 69; }
if [ $# -gt 0 ]; then prefix="$1"; elif [ -w /usr/local ]; then prefix=/usr/local; else prefix="$HOME/.local"; fi
version="$(java -version 2>&1 | sed -n 's/.* version "\([0-9][0-9.]*\).*/\1/p' | head -n 1)"
[ -z "$version" ] || [ "${version%%.*}" -ge 17 ] ||
  { echo "install.sh: the java on the path is version $version; todoku needs a JRE 17 or newer" >&2; exit 69; }
case "$prefix" in /*) ;; *) prefix="$PWD/$prefix" ;; esac
case "$prefix" in *:*) echo "install.sh: Java cannot run a program below $prefix: there is a colon in its path" >&2; exit 64 ;; esac
mkdir -p -- "$prefix"
prefix="$(CDPATH='' cd -- "$prefix" && pwd)"
lib="$prefix/lib/todoku"
mkdir -p "$prefix/bin" "$lib" "$prefix/share/man/man1" "$prefix/share/bash-completion/completions"

cp "$jar" "$lib/todoku.jar.new" && chmod 644 "$lib/todoku.jar.new" && mv "$lib/todoku.jar.new" "$lib/todoku.jar"
for page in "$here"/docs/man/*.1; do
  cp "$page" "$prefix/share/man/man1/" && chmod 644 "$prefix/share/man/man1/${page##*/}"
done
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
