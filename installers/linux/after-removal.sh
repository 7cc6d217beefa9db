#!/bin/sh
# After the removal, or an upgrade that was broken off, by dpkg or rpm.
set -e

case $1 in
remove | purge | abort-install | abort-upgrade | 0)
  rm -f /usr/bin/.halo-mcp.previous
  ;;
esac
