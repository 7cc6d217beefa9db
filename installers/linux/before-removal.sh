#!/bin/sh
# Before the removal, by dpkg or rpm. It runs as root, who neither can nor may open the keychains of people, so what they set
# up stays theirs.
set -e

case $1 in
remove | 0)
  echo "halo-mcp is removed; what people set up with it stays: logins in their keychains, entries in their assistants, settings."
  echo "To take that back too, install halo-mcp again and let them run \"halo-mcp uninstall\" before you remove it."
  ;;
esac
