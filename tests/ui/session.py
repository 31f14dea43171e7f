"""session   the program in a session of its own, and cases told in TAP; for the tests at the screen"""

import glob
import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import atspi  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
PROGRAM = os.path.join(BUILD, 'src', 'app', 'vitrine')
SHOTS = os.path.join(BUILD, 'tests', 'ui')
PLACES = ['Home', 'Products', 'Collections', 'Stock', 'Brand', 'Discounts & Popups', 'Storefront', 'Publish', 'Findability',
          'Pages']


def page_of(place):
    """The class of a place's page, as it is called on the bus."""
    return {'Discounts & Popups': 'VtPopupsPage'}.get(place, f'Vt{place}Page')


CASES = []
STARTED = []


def case(function):
    CASES.append(function)
    return function


def is_busy(process):
    """Whether one of the program's threads is running, or wants to."""
    for task in glob.glob(f'/proc/{process.pid}/task/*/stat'):
        try:
            with open(task, encoding='utf-8', errors='replace') as file:
                if file.read().rpartition(')')[2].split()[0] in 'RD':
                    return True
        except OSError:     # the thread has ended
            continue
    return False


def settle(least):
    """Waits as many seconds, and on until the program, which may be on a slow machine, has done what there was to do."""
    time.sleep(least)
    end = time.time() + 5
    quiet = 0
    while quiet < 4 and time.time() < end:
        quiet = 0 if STARTED and is_busy(STARTED[-1]) else quiet + 1
        time.sleep(0.05)


class Vitrine:
    """The running program."""

    def __init__(self, *arguments, scheme='light', width=1360, height=860):
        environment = dict(os.environ, G_MESSAGES_DEBUG='')
        for key, value in (('colour-scheme', scheme), ('window-width', width), ('window-height', height)):
            subprocess.run(['gsettings', 'set', 'app.vitrine.Vitrine', key, str(value)], check=True)
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([PROGRAM, *arguments], env=environment, stderr=self.log)
        STARTED.append(self.process)
        self.app = atspi.App('vitrine', timeout=60)
        self.app.find('list', 'Places', timeout=60)
        self.focus()

    def focus(self):
        atspi.App._until(lambda: subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', 'Vitrine', 'windowactivate', '--sync'],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0, 20, 'no window')

    def go(self, place):
        self.app.page = page_of(place)
        self.app.key('ctrl+%d' % ((PLACES.index(place) + 1) % 10))

    def preview(self, part, timeout=atspi.PATIENCE):
        """Waits until the page in the preview says something."""
        pane = self.app.find(None, 'Storefront preview', timeout=timeout)
        return atspi.App._until(lambda: part in pane.get_description() and pane.get_description(), timeout,
                                f'the preview does not say {part!r} but {pane.get_description()!r}')

    def shot(self, name):
        os.makedirs(SHOTS, exist_ok=True)
        target = os.path.join(SHOTS, name + '.png')
        before = None
        for _ in range(12):
            subprocess.run(['/usr/bin/import', '-window', 'root', target], check=True)
            signature = subprocess.run(['/usr/bin/identify', '-format', '%#', target], check=True,
                                       stdout=subprocess.PIPE).stdout
            if signature == before:
                break
            before = signature
            time.sleep(0.4)

    def check_log(self):
        """Whatever the program or a library under it calls critical is a failure."""
        self.log.seek(0)
        lines = [line for line in self.log.read().decode(errors='replace').splitlines() if '-CRITICAL **' in line]
        assert not lines, '\n'.join(lines[:10])

    def quit(self):
        self.app.key('ctrl+q')
        self.process.wait(40)
        assert self.process.returncode == 0, f'ended with {self.process.returncode}'
        self.check_log()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)
        self.check_log()


def main():
    state = {}
    failed = False
    print(f'1..{len(CASES)}', flush=True)
    for number, function in enumerate(CASES, 1):
        name = function.__name__.replace('_', ' ')
        try:
            function(state)
            print(f'ok {number} - {name}', flush=True)
        except Exception as error:    # each case is told, whatever went wrong in the one before
            failed = True
            if 'v' in state:
                state['v'].shot('failed-' + function.__name__.replace('_', '-'))
            print('\n'.join('# ' + line for line in str(error).splitlines()), flush=True)
            print(f'not ok {number} - {name}', flush=True)
    if 'v' in state and state['v'].process.poll() is None:
        try:
            state['v'].kill()
        except AssertionError as error:
            failed = True
            print(error, file=sys.stderr)
    return 1 if failed else 0
