#!/bin/sh
# R's package RSQLite.
set -eu
. "$(dirname -- "$0")/../support.sh"
need r-base-core r-cran-rsqlite
LC_ALL=C.UTF-8 Rscript --vanilla "$here/client.R" "$clients"
