#!/bin/sh
# Makes sure that `s2s vm up` has what it makes its VM with: mmdebstrap, mke2fs, openssl. Silent when
# all are there. Otherwise installs them as root on Debian or Ubuntu; anywhere else ends with exit code 3 and says what
# to do. Environment: S2S_INSTALL_DOCKER=0   install nothing
set -eu
. "$(dirname "$0")/shell.sh"

vm_packages="$base_image_packages e2fsprogs openssl xz-utils"

has_all() {
  PATH=$PATH:/usr/sbin:/sbin
  for command in mmdebstrap mke2fs openssl xz; do has "$command" || return 1; done
  [ -r "$debian_keyring" ]
}

has_all && exit 0
missing='what makes the VM from Debian packages is missing'
has_apt || fail "$missing" 'Install mmdebstrap, e2fsprogs, openssl and the Debian archive keyring.' \
  'They are installed for you on Debian and Ubuntu only.'
[ "${S2S_INSTALL_DOCKER:-1}" != 0 ] || fail "$missing, and S2S_INSTALL_DOCKER=0 forbids to install it" \
  "Install it: apt-get install $vm_packages"
is_root || fail "$missing" "Install it: sudo apt-get install $vm_packages"
# shellcheck disable=SC2086
apt_install $vm_packages
