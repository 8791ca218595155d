"""Plays what a caller hears who waits: music.py FILE. Our own few chords, so that nobody is owed for them; 8 kHz mono, what a telephone carries."""

import sys
import wave

import numpy as np

RATE = 8000
# Quieter than the voice before it.
PEAK = 6000
# Hz of equal temperament, by the distance from A4 in half tones.
A4 = 440.0
# Each chord as half tones from A4, played note after note and back again: C, A minor, F, G.
CHORDS = [(-9, -5, -2, 3), (-12, -9, -5, 0), (-16, -12, -9, -4), (-14, -10, -7, -2)]
NOTE_SECONDS = 0.4
ROUNDS = 4


def note(half_tones: int) -> np.ndarray:
    """A plucked tone that has faded when it ends."""
    time = np.arange(int(RATE * NOTE_SECONDS * 2)) / RATE
    pitch = A4 * 2 ** (half_tones / 12)
    tone = sum(np.sin(2 * np.pi * pitch * n * time) / n**2 for n in (1, 2, 3))
    return tone * np.exp(-5 * time) * np.minimum(1, time / 0.01)


def main(file: str) -> None:
    tune = [half_tones for chord in CHORDS for half_tones in (*chord, *reversed(chord))] * ROUNDS
    step = int(RATE * NOTE_SECONDS)
    sound = np.zeros(step * (len(tune) + 1))
    for place, half_tones in enumerate(tune):
        sound[place * step : place * step + 2 * step] += note(half_tones)
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((sound / np.abs(sound).max() * PEAK).astype("<i2").tobytes())


main(sys.argv[1])
