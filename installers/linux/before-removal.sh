#!/bin/sh
# Before the removal, by dpkg or rpm. It runs as root, who neither can nor may open the keychains of people, so what they set
# up stays theirs.
set -e

case $1 in
remove | 0)
  echo "halo-mcp goes; what people set up with it stays: logins in their keychains, entries in their assistants, settings."
  echo "Whoever wants that gone too runs \"halo-mcp uninstall\" first, while the program is there."
  ;;
esac
