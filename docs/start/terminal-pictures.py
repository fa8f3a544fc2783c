#!/usr/bin/env python3
"""Draws what mbus shows in a terminal: runs it in a pseudo terminal, and writes the screen as SVG.

docs/start/terminal-pictures.py makes all pictures of this folder from a simulated house, after
mvn -DskipTests package. It takes four minutes, and needs Python 3, socat and Linux. Names of
pictures as arguments make these alone.
"""
import fcntl
import html
import json
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import textwrap
import termios
import time

FOLDER = pathlib.Path(__file__).resolve().parent
APP = ["java", "-jar", str(FOLDER.parents[1] / "camel-mbus-example/target/quarkus-app/quarkus-run.jar")]
METERS = "50418823,64208831"
SIGNS = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|(.)", re.S)
SCAN = ["scan", "LINE", "--parity", "none", "--secondary", "--save", "meters.json"]
RUN = ["run", "-Dmbus.line=LINE", "-Dmbus.meters=parity=none&secondary=" + METERS]

AGAIN = ["scan", "LINE", "--parity", "none", "--secondary", "--known", "cellar.json", "--save", "cellar.json"]

# Name, columns, seconds until Ctrl-C, arguments.
PICTURES = [
    ("scan-80", 80, 120, SCAN),
    ("read-80", 80, 60, ["read", "LINE", "--parity", "none", "--secondary", METERS]),
    ("run-80", 80, 20, RUN),
    ("run-120", 120, 20, RUN),
    ("scan-again-80", 80, 300, AGAIN),
    ("scan-again-120", 120, 300, AGAIN),
]
BASIC = ["#3b4252", "#bf616a", "#8fbc74", "#d9b25f", "#81a1c1", "#b48ead", "#88c0d0", "#e5e9f0"]


class Screen:
    """Lines of cells; nothing scrolls away."""

    def __init__(self, columns):
        self.columns, self.lines, self.row, self.column, self.style = columns, [{}], 0, 0, ()

    def feed(self, text):
        for sign in SIGNS.finditer(text):
            if sign[3]:
                self.put(sign[3])
            elif sign[2] == "m":
                self.style = styled(self.style, sign[1])
            elif sign[2] == "K":
                self.lines[self.row] = {c: s for c, s in self.lines[self.row].items() if c < self.column}

    def put(self, sign):
        if sign == "\r":
            self.column = 0
        elif sign == "\n":
            self.down()
        elif sign >= " ":
            if self.column == self.columns:
                self.column = 0
                self.down()
            self.lines[self.row][self.column] = (sign, self.style)
            self.column += 1

    def down(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append({})


def styled(style, codes):
    numbers = [int(n) for n in codes.split(";") if n] or [0]
    if numbers[0] == 38 and numbers[1] == 5:
        return (colour(numbers[2]),) + style[1:2]
    bold = style[1:2]
    for number in numbers:
        if number == 0:
            style, bold = (), ()
        elif number == 1:
            style, bold = (style[:1] or (None,)), (True,)
        elif number == 39:
            style = (None,)
        elif 30 <= number < 38:
            style = (BASIC[number - 30],)
    return style[:1] + bold if style[:1] or not bold else (None,) + bold


def colour(number):
    """Of the 256 of a terminal: 16 basic ones, a cube of 6 x 6 x 6, greys."""
    if number < 16:
        return BASIC[number % 8]
    if number >= 232:
        return "#" + 3 * f"{8 + 10 * (number - 232):02x}"
    number -= 16
    steps = [0 if s == 0 else 55 + 40 * s for s in (number // 36, number // 6 % 6, number % 6)]
    return "#" + "".join(f"{s:02x}" for s in steps)


def visit_before(directory):
    """The inventory of the same house before one meter was added, one removed, and one exchanged."""
    def meter(address, primary, name):
        return {"secondaryAddress": address, "primaryAddress": primary, "name": name}

    flats = ["713504102D2C400D", "713504122D2C400D", "714122742D2C400D", "714122752D2C400D", "714122762D2C400D"]
    meters = [meter(address, int(address[6:8]), "Flat " + address[6:8]) for address in flats]
    meters += [meter("5041882324232804", 0, "Boiler 1"), meter("5041882524232804", 0, "Boiler 2")]
    meters += [meter("642088312D2C1B16", 31, "Cold water"), meter("642088322D2C1B06", 32, "Hot water")]
    meters += [meter("713504982D2C400D", 17, "Flat 17"), meter("713504602D2C400D", 60, "Attic")]
    pathlib.Path(directory, "cellar.json").write_text(json.dumps({"meters": meters}))


def run(columns, arguments, seconds, directory):
    """What the terminal shows when the command has ended, or was interrupted after some seconds."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(directory)
        os.environ["TERM"] = "xterm-256color"
        os.execvp(APP[0], APP + arguments)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    screen, octets, end = Screen(columns), b"", time.monotonic() + seconds
    interrupted = False
    while True:
        if not interrupted and time.monotonic() > end:
            os.kill(child, signal.SIGINT)
            interrupted = True
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                read = os.read(terminal, 65536)
            except OSError:
                break
            if not read:
                break
            octets += read
    os.waitpid(child, 0)
    screen.feed(octets.decode())
    return screen


def svg(screen, title):
    while screen.lines and not screen.lines[-1]:
        screen.lines.pop()
    typed = textwrap.wrap("$ " + title, screen.columns, subsequent_indent="    ", break_on_hyphens=False)
    top = 44 + 18 * (len(typed) - 1)
    width, height = 16 + 7.83 * screen.columns, top + 4 + 18 * len(screen.lines)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}"'
        f' height="{height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">',
        f"  <title>{html.escape(title)}</title>",
        f'  <rect width="{width:.0f}" height="{height}" rx="6" fill="#1f2430"/>',
    ]
    for number, text in enumerate(typed):
        out.append(
            f'  <text x="8" y="{24 + 18 * number}" fill="#8fbc74" xml:space="preserve">{html.escape(text)}</text>'
        )
    for number, line in enumerate(screen.lines):
        for first, text, style in runs(line):
            fill = (style[:1] or (None,))[0] or "#d8dee9"
            bold = ' font-weight="bold"' if style[1:2] else ""
            out.append(
                f'  <text x="{8 + 7.83 * first:.1f}" y="{top + 18 * number}" fill="{fill}"{bold}'
                f' textLength="{7.83 * len(text):.1f}" xml:space="preserve">{html.escape(text)}</text>'
            )
    return "\n".join(out) + "\n</svg>\n"


def runs(line):
    """Pieces of a line of one style each."""
    pieces = []
    for column in sorted(line):
        sign, style = line[column]
        if pieces and pieces[-1][2] == style and pieces[-1][0] + len(pieces[-1][1]) == column:
            pieces[-1][1] += sign
        else:
            pieces.append([column, sign, style])
    return [piece for piece in pieces if piece[1].strip()]


def main():
    # As long as the name in the pictures, so that lines break where they would.
    line, shown = "/tmp/ttyUSB0", "/dev/ttyUSB0"
    with tempfile.TemporaryDirectory() as directory:
        house = subprocess.Popen(
            APP + ["simulate", "house", "--pty", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            next(text for text in house.stdout if line in text)
            for name, columns, seconds, arguments in PICTURES:
                if sys.argv[1:] and name not in sys.argv[1:]:
                    continue
                if arguments is AGAIN:
                    visit_before(directory)
                screen = run(columns, [a.replace("LINE", line) for a in arguments], seconds, directory)
                title = " ".join(["mbus"] + arguments).replace("LINE", shown)
                (FOLDER / f"{name}.svg").write_text(svg(screen, title).replace(line, shown))
                print(name, len(screen.lines), "lines")
        finally:
            house.terminate()
            house.wait()


if __name__ == "__main__":
    main()
