#!/bin/sh
# Makes the files of this folder. Needs ffmpeg with libvorbis.
cd "$(dirname "$0")" || exit 1
sound='aevalsrc=0.3*sin(440*PI*t*t)+0.2*random(0)*lt(mod(t\,0.3)\,0.02):s=11025:d=1.5'
make() { ffmpeg -v error -y -f lavfi -i "$sound" -fflags +bitexact -flags:a +bitexact "$@"; }
make -c:a libvorbis -q:a 0 vorbis.webm
make -c:a libvorbis -q:a 0 vorbis.mp4
make -c:a flac -frame_size 1000 flac.mka
make -c:a libmp3lame -b:a 24k -ar 22050 mp3.mp4
