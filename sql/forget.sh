#!/bin/sh
set -eu
command=forget
. "$(dirname -- "$0")/synth.sh"
