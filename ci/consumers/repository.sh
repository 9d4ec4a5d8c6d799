# shellcheck shell=bash
# linked_repository FOLDER: a local Maven repository without this library, everything else by links to ~/.m2, so that what is fetched is kept.
linked_repository() {
  local kept="${MAVEN_REPOSITORY:-$HOME/.m2/repository}"
  mkdir -p "$kept" "$1/io/github"
  link_all "$kept" "$1" io
  link_all "$kept/io" "$1/io" github
  link_all "$kept/io/github" "$1/io/github" todoku
}

link_all() { # FROM TO EXCEPT
  local each
  for each in "$1"/*; do
    if [ -e "$each" ] && [ "$(basename "$each")" != "$3" ]; then ln -s "$each" "$2/"; fi
  done
}
