#!/bin/sh
# Before an upgrade, by dpkg or rpm: keeps the program that works until the new one has shown that it does too.
set -e

case $1 in
upgrade | 2)
  # One that is kept already passed its test; what lies in its place now may not have.
  if [ -f /usr/bin/halo-mcp ] && [ ! -e /usr/bin/.halo-mcp.previous ]; then
    ln /usr/bin/halo-mcp /usr/bin/.halo-mcp.previous
  fi
  ;;
esac
