#!/usr/bin/python3
# atspi.py   drives a GTK4 program through AT-SPI as an assistive-technology user would; import it in a test run inside run-gui
# run it with /usr/bin/python3 (packages python3-gi gir1.2-atspi-2.0 at-spi2-core), never with another Python: gi is Debian's
# example: import atspi; a = atspi.App('vitrine'); a.set_text('Name', 'กาแฟ'); a.click('Save'); a.wait_label('Saved'); a.key('ctrl+f')
import subprocess, sys, time, warnings
warnings.simplefilter('ignore', DeprecationWarning)
import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

# AT-SPI role names changed between at-spi2-core 2.46 and later ones
ALIAS = {'button': ('push button', 'button'), 'entry': ('text', 'entry', 'password text'), 'check': ('check box', 'switch', 'toggle button'),
         'spin': ('spin button',), 'list': ('list', 'list box'), 'row': ('list item', 'table row'), 'dialog': ('dialog', 'alert')}

# Seconds to wait for what should be there: many, so that a slow machine proves nothing.
PATIENCE = 40


def norm(s):
    """'_Cancel Cancel' -> 'Cancel', 'Published Published' -> 'Published' (GTK 4.8 joins own label and labelled-by)"""
    s = (s or '').replace('_', '').strip()
    half = (len(s) - 1) // 2
    return s[:half] if len(s) > 2 and len(s) % 2 == 1 and s[half] == ' ' and s[:half] == s[half + 1:] else s


class App:
    def __init__(self, name, timeout=PATIENCE):
        """name: the program's name on the bus (g_get_prgname(): the file name of the binary unless set)"""
        self.page = None        # the class of the page that is open
        self.root = self._until(lambda: self._app(name), timeout, f'no application {name!r} on the accessibility bus')

    @staticmethod
    def _until(f, timeout, what):
        end = time.time() + timeout
        while True:
            # no main loop runs here: take in the bus's news, else windows opened later and changed texts are not seen
            while GLib.MainContext.default().iteration(False):
                pass
            try:
                r = f()
                if r:
                    return r
            except GLib.Error:      # the widget went away while we walked
                pass
            if time.time() > end:
                raise AssertionError(f'{what} (after {timeout} s)')
            time.sleep(0.2)

    @staticmethod
    def _app(name):
        d = Atspi.get_desktop(0)
        for i in range(d.get_child_count()):
            c = d.get_child_at_index(i)
            if c and c.get_name() == name:
                return c

    BIG = 60        # a list with more rows is only walked when named as inside=: each node costs D-Bus round trips (200 live rows: seconds)

    # What goes away while we look is left out: it does not end a walk.
    @staticmethod
    def _count(node):
        try:
            return node.get_child_count()
        except GLib.Error:
            return 0

    @staticmethod
    def _child(node, i):
        try:
            return node.get_child_at_index(i)
        except GLib.Error:
            return None

    def _children(self, node, first=0):
        kids = (self._child(node, i) for i in range(first, self._count(node)))
        return (k for k in kids if k)

    # Pages that were left stay in the tree: the one that is open, where it is known, is walked before them.
    def _current_first(self, kids):
        try:
            if self.page is None or len(kids) < 2 or kids[0].get_name() != 'GtkStackPage':
                return kids
            return sorted(kids, key=lambda kid: self._child(kid, 0).get_name() != self.page)
        except (AttributeError, GLib.Error):    # one of them went away
            return kids

    def walk(self, node=None):
        # depth first, newest window first, so that a dialog is found before the window under it
        kids = list(self._children(node or self.root))
        for k in self._current_first(kids) if node else reversed(kids):
            yield k
            if self._count(k) <= self.BIG:
                yield from self.walk(k)

    def _find(self, role, name, inside=None):
        roles = ALIAS.get(role, (role,)) if role else None
        for n in self.walk(inside):
            try:
                if (roles is None or n.get_role_name() in roles) and (name is None or norm(n.get_name()) == name):
                    return n
            except GLib.Error:
                continue

    def find(self, role, name=None, timeout=PATIENCE, inside=None):
        return self._until(lambda: self._find(role, name, inside), timeout, f'no {role or "widget"} named {name!r}')

    def gone(self, role, name=None, timeout=PATIENCE):
        self._until(lambda: not self._find(role, name), timeout, f'{role} {name!r} is still there')

    def click(self, name, role='button', timeout=PATIENCE):
        n = self.find(role, name, timeout)
        if Atspi.Action.get_n_actions(n) < 1:
            raise AssertionError(f'{role} {name!r} has no action')
        Atspi.Action.do_action(n, 0)

    def set_text(self, name, text, role='entry', timeout=PATIENCE):
        n = self.find(role, name, timeout)
        if not Atspi.EditableText.set_text_contents(n, text):
            raise AssertionError(f'{name!r} refused the text')

    def text(self, name, role='entry', timeout=PATIENCE):
        n = self.find(role, name, timeout)
        return Atspi.Text.get_text(n, 0, Atspi.Text.get_character_count(n))     # end -1 gives '' on GTK 4.8

    def _toasts(self):
        # what lies over a window's content: the first place, from the top, where something is beside it
        for node in self._children(self.root):
            while node and self._count(node) == 1:
                node = self._child(node, 0)
            for over in self._children(node, 1) if node else ():
                if over.get_name() != 'GtkStackPage':       # the content itself: nothing lies over it
                    yield from self.walk(over)

    def _labels(self):
        # a toast is gone after 5 s, and on a busy machine a walk of the whole tree takes longer: it is looked at in between
        yield from self._toasts()
        for count, n in enumerate(self.walk()):
            yield n
            if count % 200 == 199:
                yield from self._toasts()

    def wait_label(self, part, timeout=PATIENCE):
        def f():
            for n in self._labels():
                try:
                    if n.get_role_name() == 'label' and part in (n.get_name() or ''):
                        return n.get_name()
                except GLib.Error:      # it went away while we walked
                    continue
        return self._until(f, timeout, f'no label containing {part!r}')

    def select_row(self, list_name, row, timeout=PATIENCE):
        """row: an index, or the text of a label inside the row"""
        lst = self.find('list', list_name, timeout)
        def f():
            if isinstance(row, int):
                return row if row < lst.get_child_count() else None
            for i in range(lst.get_child_count()):
                r = lst.get_child_at_index(i)
                if norm(r.get_name()) == row or self._find('label', row, r):
                    return i + 1
        i = self._until(f, timeout, f'no row {row!r} in {list_name!r}')
        Atspi.Selection.select_child(lst, i if isinstance(row, int) else i - 1)

    def has_state(self, node, state):
        return node.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    # real key presses and clicks, through the X server (package xdotool)
    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--delay', '40', *keys], check=True)
        time.sleep(0.2)

    def type(self, text):
        """ASCII and Thai; for anything else use set_text: xdotool drops characters that no loaded keyboard map has"""
        if not all(c.isascii() or '\u0e00' <= c <= '\u0e7f' for c in text):
            raise ValueError('use set_text for this text')
        if not text.isascii():
            subprocess.run(['setxkbmap', 'us,th'], check=True)
        subprocess.run(['xdotool', 'type', '--delay', '30' if text.isascii() else '120', text], check=True)
        time.sleep(0.2)

    def dump(self, node=None, depth=0, out=sys.stdout):
        node = node or self.root
        print('  ' * depth + node.get_role_name(), repr(norm(node.get_name())), file=out)
        for i in range(node.get_child_count()):
            c = node.get_child_at_index(i)
            if c:
                self.dump(c, depth + 1, out)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: atspi.py PROGRAM-NAME   prints its accessibility tree')
    App(sys.argv[1]).dump()
