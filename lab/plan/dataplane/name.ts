/** `kernel`: XFRM and VRF of the engine's kernel. `userspace`: ESP in strongSwan through a TUN, numbered tables. */
export type DataplaneName = 'kernel' | 'userspace';
