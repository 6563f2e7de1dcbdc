#!/bin/sh
# update-rc.d NAME VERB: enables or disables a service, as systemctl does.
name=$1
case ${2:-} in
  enable | defaults | defaults-disabled) exec systemctl enable "$name" ;;
  disable | remove) exec systemctl disable "$name" ;;
  *) echo "usage: update-rc.d NAME enable|disable|defaults|remove" >&2; exit 1 ;;
esac
