# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of a user on a computer with an engine of its own; programs that use it have to be run by root."""

import contextlib
import os
import pwd
import tempfile

from desktop import Desktop, DesktopCase
from haulier_lab import HostileServer, SystemLab

# Whoever asks is authorised as long as this file is there.
RULES = '''polkit.addRule(function (action, subject) {
  if (action.id.indexOf ("org.haulier.") != 0)
    return polkit.Result.NOT_HANDLED;
  try {
    polkit.spawn (["/usr/bin/test", "-e", "%s"]);
    return polkit.Result.YES;
  } catch (error) {
    return polkit.Result.NOT_HANDLED;
  }
});
'''


def become(name):
    """Makes this program a user, and what it starts from now on for good; it can become another one again."""
    entry = pwd.getpwnam(name)
    os.setresuid(0, 0, 0)
    os.setgroups([])
    os.setresgid(entry.pw_gid, entry.pw_gid, 0)
    os.setresuid(entry.pw_uid, entry.pw_uid, 0)


@contextlib.contextmanager
def as_root():
    """Lets this program be root for a while."""
    become('root')
    try:
        yield
    finally:
        become('anna')


class ComputerCase(DesktopCase):
    """The tests are anna; what they do to the computer, they do as root."""

    window_size = (1240, 680)

    @classmethod
    def setUpClass(cls):
        cls.permission = '/tmp/haulier-permission-%d' % os.getpid()
        cls.machine = SystemLab(rules=RULES % cls.permission)
        cls.addClassCleanup(cls.machine.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        # Of anna's own, since the folder of the tests is root's.
        place = cls.machine.folder_of('anna', 'desktop')
        os.chmod(place, 0o711)
        cls.addClassCleanup(setattr, tempfile, 'tempdir', tempfile.tempdir)
        tempfile.tempdir = place
        become('anna')
        cls.lab = Desktop(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.addClassCleanup(become, 'root')
        cls.lab.environment['DBUS_SYSTEM_BUS_ADDRESS'] = cls.machine.environment['DBUS_SYSTEM_BUS_ADDRESS']
        cls.lab.start_daemon()

    def setUp(self):
        super().setUp()
        with as_root():
            self.machine.ctl('cancel', '--all', '--all-owners')
            self.machine.ctl('remove', '--all', '--all-owners')
        self.addCleanup(self.forbid)

    def restart_engine(self):
        """Ends the computer's engine, and starts it again."""
        with as_root():
            self.machine.processes.kill(self.machine.daemon_pid())
            self.machine.start_daemon()

    def computer(self, *arguments, who='anna', check=0, **more):
        """Runs haulierctl --system as a user."""
        with as_root():
            return self.machine.ctl(*arguments, user=who, check=check, **more)

    def create(self, name, *options, who='anna'):
        """Makes a job in the computer's engine; it is suspended."""
        return self.computer('create', name, *options, who=who)

    def add_own(self, name):
        """Adds a job that does not start to anna's engine."""
        return self.add(self.server.url('/' + name), '--paused')

    def state_of(self, name, who='anna'):
        """Returns the state of a job of that user's in the computer's engine."""
        return self.computer('show', name, '--json', who=who).json['state']

    def allow(self):
        """From now on whoever asks is authorised."""
        with open(self.permission, 'w', encoding='utf-8'):
            pass

    def forbid(self):
        """From now on nobody is."""
        if os.path.exists(self.permission):
            os.unlink(self.permission)

    def picture(self, name):
        """Keeps a picture for a person, if one is wanted."""
        if 'HAULIER_PICTURES' in os.environ:
            self.lab.screenshot(os.path.join(os.environ['HAULIER_PICTURES'], name + '.png'))
