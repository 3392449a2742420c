# in-tree.sh ROOT FOLDER COMMAND...: becomes COMMAND with ROOT as its root and FOLDER, under the same path, as its folder.
# Runs in mounts of its own, which are gone with the command. Nothing is written to ROOT unless FOLDER has no place in it.
set -e
root=$1 folder=$2
shift 2
place=$folder
while [ ! -d "$root$place" ]; do place=${place%/*}; done
[ -z "$place" ] || mount -t tmpfs -o mode=1777 none "$root$place"
mkdir -p "$root$folder"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$folder" "$root$folder"
exec chroot "$root" /bin/sh -c 'cd "$1" && shift && exec "$@"' in-tree "$folder" "$@"
