#!/bin/sh
# Makes sure that the base image can be made from Debian's packages where no registry answers.
# Installs what that takes as root on Debian or Ubuntu; anywhere else the image has to come from a registry, and nothing is done.
# Environment: S2S_INSTALL_DOCKER=0   install nothing
set -eu
. "$(dirname "$0")/shell.sh"

if has mmdebstrap && [ -r "$debian_keyring" ]; then exit 0; fi
if [ "${S2S_INSTALL_DOCKER:-1}" = 0 ] || ! is_root || ! has_apt; then exit 0; fi
# shellcheck disable=SC2086
apt_install $base_image_packages
