#!/bin/sh
set -eu
command=check
. "$(dirname -- "$0")/synth.sh"
