# What stories in a browser need; sourced by the scripts that run them. `target` is the target folder.

apt_get() {
  if [ "$(id -u)" = 0 ]; then apt-get "$@"; else sudo apt-get "$@"; fi
}

# A program, from the first of these packages' repository where it is missing.
need() {
  command -v "$1" >/dev/null && return
  echo "installing $2"
  apt_get update -qq && DEBIAN_FRONTEND=noninteractive apt_get install -qq -y --no-install-recommends "${@:2}" >/dev/null
}

# Chromium, Node, and what drives the one from the other, in "$browser".
need_browser() {
  need node nodejs npm
  need chromium chromium
  browser="$target/jupyter/node"
  if ! cmp -s "$1/package.json" "$browser/package.json"; then
    mkdir -p "$browser"
    cp "$1/package.json" "$browser/"
    (cd "$browser" && npm install --silent --no-audit --no-fund --no-package-lock)
  fi
}
