#!/bin/sh
# Creates a virtual environment with Python 3.11 or later:  create_environment.sh FOLDER
# PYTHON names the interpreter to try first; Debian's Python comes without venv, which root gets from apt.
set -eu
folder=$1

for candidate in "${PYTHON:-python3.11}" python3.11 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "Tonghop needs Python 3.11 or later, and none was found. Name one: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get -o Acquire::Retries=5 -qq update && apt-get -o Acquire::Retries=5 -qq -y install "$package" >/dev/null
    else
        echo "This Python has no venv. Install the package $package (apt-get install $package), then run make again." >&2
        exit 1
    fi
fi

exec "$python" -m venv "$folder"
