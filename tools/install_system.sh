#!/bin/sh
# Installs the programs that only the tests use and only root can install. Never fails: what stays missing is named,
# with the tests that will be skipped for it, and tests/conftest.py skips them.
set -eu

has_one_of() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    return 1
}

# Debian's fonts-liberation (version 1) lacks 92 of the 134 Vietnamese letters; Liberation 2 and Noto have all of them.
has_vietnamese_font() {
    command -v fc-list >/dev/null 2>&1 && fc-list ':lang=vi' family | grep -Eq 'Liberation Serif|Noto Serif|Tinos|Times New Roman'
}

missing() {
    has_one_of chromium chromium-browser google-chrome || echo "chromium"
    has_one_of soffice libreoffice || echo "libreoffice-writer libreoffice-calc"
    has_one_of pdftoppm || echo "poppler-utils"
    has_one_of java || echo "default-jre-headless"
    has_vietnamese_font || echo "fontconfig fonts-liberation2 fonts-noto-core"
}

consequence() {
    case $1 in
        chromium) echo "tests marked 'browser' are skipped (pages looked at as a browser shows them)" ;;
        libreoffice-writer) echo "tests marked 'office' are skipped (.doc files, Word and Excel files as an office opens them)" ;;
        poppler-utils) echo "tests marked 'pictures' are skipped (PDF pages turned into pictures)" ;;
        default-jre-headless) echo "tests marked 'html' are skipped (pages asked of the W3C's validator)" ;;
        fontconfig) echo "pictures of pages may show boxes instead of Vietnamese letters" ;;
    esac
}

install_with_apt() {
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # a list of package names
    for attempt in 1 2 3; do
        apt-get -o Acquire::Retries=5 -qq update &&
            apt-get -o Acquire::Retries=5 -o Dpkg::Use-Pty=0 -qq -y --no-install-recommends install $1 >/dev/null && return 0
        echo "apt-get did not succeed (attempt $attempt of 3)." >&2
        sleep $((attempt * 3))
    done
    return 1
}

packages=$(missing | tr '\n' ' ')
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests: $packages..."
    install_with_apt "$packages" || echo "The tests go on without what could not be installed." >&2
fi

missing | while read -r group; do
    {
        echo "Not installed: $group"
        echo "    to install it:  sudo apt-get install $group"
        echo "    without it:     $(consequence "${group%% *}")"
    } >&2
done
