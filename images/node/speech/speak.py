"""Speaks each text of a folder: speak.py TEXTS SOUNDS. NAME.txt becomes NAME.wav, 8 kHz mono, what a telephone carries."""

import sys
import wave
from pathlib import Path

import numpy as np
import pyopenjtalk

RATE = 8000
# The loudest sample, of 32767: about -6 dBFS, as loud as a person on the line.
PEAK = 16000


def to_telephone(sound: np.ndarray, rate: int) -> np.ndarray:
    """Removes what lies above 3.4 kHz, which would fold back as hiss, then keeps every n-th sample."""
    step = rate // RATE
    taps = np.arange(-128, 129)
    low_pass = np.sinc(2 * 3400 / rate * taps) * np.hamming(len(taps))
    filtered = np.convolve(sound, low_pass / low_pass.sum(), mode="same")[::step]
    return (filtered / max(np.abs(filtered).max(), 1) * PEAK).astype("<i2")


def main(texts: Path, sounds: Path) -> None:
    sounds.mkdir(parents=True, exist_ok=True)
    found = sorted(texts.glob("*.txt"))
    if not found:
        sys.exit(f"no announcement (*.txt) in {texts}")
    for text in found:
        sound, rate = pyopenjtalk.tts(text.read_text(encoding="utf-8").strip())
        if rate % RATE:
            sys.exit(f"the voice speaks at {rate} Hz, which is not a multiple of {RATE}")
        with wave.open(str(sounds / f"{text.stem}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(to_telephone(sound, rate).tobytes())


main(Path(sys.argv[1]), Path(sys.argv[2]))
