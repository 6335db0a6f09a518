"""While this file is in its folder: by which factor schedules run more often in the emulator."""

FASTER = 60
FILE = "a-minute-is-a-second"
