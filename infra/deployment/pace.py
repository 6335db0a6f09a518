"""How much faster time goes in the emulator, for schedules, while this file is in its folder."""

FASTER = 60
FILE = "a-minute-is-a-second"
