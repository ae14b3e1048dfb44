#!/bin/sh
# Builds what the office's screens are styled with:  build_office_styles.sh [FOLDER]
# Needs npm, and only here: the products are committed (docs/adr/0012). FOLDER is src/tonghop/web/static/tonghop if not given.
set -eu
source=$(cd "$(dirname "$0")/office_styles" && pwd)
target=${1:-$source/../../src/tonghop/web/static/tonghop}
mkdir -p "$target/fonts" "$target/licences"
target=$(cd "$target" && pwd)
packages=$source/node_modules

if ! cmp -s "$source/package-lock.json" "$packages/installed"; then
    (cd "$source" && npm ci --silent --no-audit --no-fund --ignore-scripts)
    cp "$source/package-lock.json" "$packages/installed"
fi

# A browser reads @charset in the first bytes alone; the comment says what it was built from, so that a test without npm sees a source that was changed since.
(
    cd "$source"
    echo '@charset "utf-8";'
    echo "/* Built by make office-styles from $(LC_ALL=C; cat ./*.scss package-lock.json | sha256sum | cut -c 1-64); licences beside this file. */"
    node node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-charset --no-source-map office.scss
) >"$target/office.css"
# Without the line that makes a browser ask for a map which is not there.
sed 's|//# sourceMappingURL=.*$||' "$packages/govuk-frontend/dist/govuk/govuk-frontend.min.js" >"$target/govuk-frontend.min.js"
cp "$packages/htmx.org/dist/htmx.min.js" "$target"
cp "$packages"/@fontsource/noto-sans/files/noto-sans-latin-[47]00-normal.woff2 "$target/fonts"
cp "$packages"/@fontsource/noto-sans/files/noto-sans-vietnamese-[47]00-normal.woff2 "$target/fonts"
cp "$packages/@fontsource/noto-sans/LICENSE" "$target/licences/noto-sans.txt"
cp "$packages/htmx.org/LICENSE" "$target/licences/htmx.txt"
