#!/bin/sh
# Says how soon pages are seen on a slow line (Lighthouse, simulated slow 4G: 1.6 Mbit/s, 150 ms, processor 4 times slower):
#     tools/measure_first_view.sh VENV http://127.0.0.1:8000/tin/... http://127.0.0.1:8000/chien-dich/...
# A tool of developers. npm brings it, pinned by tools/lighthouse/package-lock.json; it needs Node 18 and Chromium, and reports nothing to anybody.
set -eu
venv=$(cd "$1" && pwd)
shift
source=$(cd "$(dirname "$0")" && pwd)/lighthouse
target=$venv/lighthouse

if ! cmp -s "$source/package-lock.json" "$target/installed"; then
    rm -rf "$target"
    mkdir -p "$target"
    cp "$source/package.json" "$source/package-lock.json" "$target"
    (cd "$target" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp "$source/package-lock.json" "$target/installed"
fi

for address; do
    CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)} \
        "$target/node_modules/.bin/lighthouse" "$address" --quiet --no-enable-error-reporting --only-categories=performance \
        --form-factor=mobile --throttling-method=simulate --output=json \
        --chrome-flags="--headless=new --no-sandbox --disable-background-networking" |
        node -e '
            const said = JSON.parse(require("fs").readFileSync(0, "utf8"));
            const shown = (name) => said.audits[name].displayValue;
            console.log(said.finalDisplayedUrl, "score", said.categories.performance.score,
                "LCP", shown("largest-contentful-paint"), "FCP", shown("first-contentful-paint"),
                "CLS", shown("cumulative-layout-shift"), "bytes", said.audits["total-byte-weight"].numericValue);'
done
