# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private computer for the system engine: users, system bus and polkit in a mount namespace of its own."""

import ctypes
import os
import pwd
import shutil
import subprocess

from .caller import Caller
from .lab import ENGINE_NAME, Lab
from .processes import accepts, wait_until

# The accounts of services, by the names that sysusers.d makes, and people.
USERS = {'haulier-system': 65101, 'haulier-local': 65102, 'haulier-network': 65103,
         'anna': 65001, 'ben': 65002, 'carla': 65003}
_CLONE_NEWNS = 0x00020000
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_MNT_DETACH = 2
_libc = ctypes.CDLL(None, use_errno=True)
_LOGIN, _LOGIN_PATH, _MOCK = 'org.freedesktop.login1', '/org/freedesktop/login1', 'org.freedesktop.DBus.Mock'
# Of the one who owns a process; a user has one session here.
_FIND_SESSION = '''import os
uid = os.stat(f'/proc/{args[0]}').st_uid
for path, found in objects.items():
    if '/session/' in path and found.Get('org.freedesktop.login1.Session', 'User')[0] == uid:
        ret = path'''
_POLKITD = '/usr/lib/polkit-1/polkitd'
_BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/system-bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus"/>
    <allow send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus.Properties"/>
    <allow send_destination="org.freedesktop.login1"/>
  </policy>
  <policy user="root">
    <allow own="*"/>
    <allow send_destination="*"/>
  </policy>
  <includedir>{folder}/system.d</includedir>
</busconfig>
'''


def _check(what, failed):
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, f'{what}: {os.strerror(number)}')


def bind(source, target):
    """Puts a file or folder in the place of another one, for this program and what it starts."""
    _check(f'bind {target}', _libc.mount(os.fsencode(source), os.fsencode(target), None, _MS_BIND, None))


def _uid_of(user):
    return USERS.get(user, 0)


class SystemLab(Lab):
    """The system engine and what it needs, everything private; `haulierctl` runs as any of USERS.

    The first one of a program takes the program itself into a mount namespace, in which the users exist and polkit
    has the actions and rules of the test: make it before threads are started, only as root, and one at a time.
    """

    _moved = False

    def __init__(self, start=True, polkit=True, rules='', logged_on=('anna', 'ben', 'carla')):
        self._enter()
        super().__init__(start=False, bus=False)
        self.source = os.environ['HAULIER_SOURCE_DIR']
        os.chmod(self.folder, 0o755)
        os.chmod(self.target, 0o777)
        self.system_state = os.path.join(self.folder, 'system-state')
        self.environment['RUNTIME_DIRECTORY'] = os.path.join(self.folder, 'system-run')
        self.environment['DBUS_SYSTEM_BUS_ADDRESS'] = f'unix:path={self.folder}/system-bus'
        self._polkit = self._login = self._login_caller = None
        self._bound = []
        self._logged_on = set()
        try:
            self._start(start, polkit, rules, logged_on)
        except BaseException:
            self.close()
            raise

    def _start(self, start, polkit, rules, logged_on):
        self._add_users()
        self._start_system_bus()
        if polkit:
            self.start_polkit(rules)
        if logged_on is not None:
            self.start_login_manager()
            for user in logged_on:
                self.log_on(user)
        if start:
            self.start_daemon()

    @classmethod
    def _enter(cls):
        if cls._moved:
            return
        _check('unshare', _libc.unshare(_CLONE_NEWNS))
        _check('make / private', _libc.mount(None, b'/', None, _MS_REC | _MS_PRIVATE, None))
        SystemLab._moved = True

    def _bind(self, source, target):
        bind(source, target)
        self._bound.insert(0, target)

    def close(self):
        """Ends every process, and lets the user database and polkit be what they were."""
        if self._login_caller is not None:
            self._login_caller.close()
        self.processes.end()
        for target in self._bound:
            _libc.umount2(os.fsencode(target), _MNT_DETACH)
        self._bound = []
        super().close()

    def _add_users(self):
        """Adds USERS to copies of the user database, each with a group and a home of its own."""
        self.homes = self._make('homes')
        os.chmod(self.homes, 0o755)
        for name in ('passwd', 'group'):
            copy = os.path.join(self.folder, name)
            shutil.copy(f'/etc/{name}', copy)
            with open(copy, 'a', encoding='utf-8') as stream:
                for user, uid in USERS.items():
                    home = self.home_of(user) if not user.startswith('haulier-') else '/nonexistent'
                    stream.write(f'{user}:x:{uid}:\n' if name == 'group' else
                                 f'{user}:x:{uid}:{uid}:{user.title()}:{home}:/usr/sbin/nologin\n')
            self._bind(copy, f'/etc/{name}')
        for user, uid in USERS.items():
            if not user.startswith('haulier-'):
                os.mkdir(self.home_of(user), 0o700)
                os.chown(self.home_of(user), uid, uid)

    def home_of(self, user):
        """Returns the home of a user, a folder that only this user and root may enter."""
        return self.home if user == 'root' else os.path.join(self.homes, user)

    def _start_system_bus(self):
        folder = self._make('system.d')
        os.chmod(folder, 0o755)
        for path in (f'{self.source}/data/system/org.haulier.Transfer1.conf',
                     '/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf'):
            shutil.copy(path, folder)
        configuration = os.path.join(self.folder, 'system-bus.conf')
        with open(configuration, 'w', encoding='utf-8') as stream:
            stream.write(_BUS.format(folder=self.folder))
        with open(os.path.join(self.folder, 'system-bus.log'), 'wb') as output:
            self.processes.start(['dbus-daemon', '--nofork', '--nopidfile', '--nosyslog',
                                  f'--config-file={configuration}'], self.environment, output)
        wait_until('the system bus', lambda: accepts(f'{self.folder}/system-bus'))

    def start_polkit(self, rules=''):
        """Starts polkitd with the actions of the tree and nothing but these rules (JavaScript)."""
        actions = self._make('polkit-actions')
        shutil.copy(f'{self.source}/data/system/org.haulier.transfer1.policy', actions)
        shutil.copy('/usr/share/polkit-1/actions/org.freedesktop.policykit.policy', actions)
        self._bind(actions, '/usr/share/polkit-1/actions')
        folder = self._make('polkit-rules')
        with open(os.path.join(folder, '10-test.rules'), 'w', encoding='utf-8') as stream:
            stream.write(rules)
        for path in (actions, folder):
            os.chmod(path, 0o755)
        for place in ('/etc/polkit-1/rules.d', '/usr/share/polkit-1/rules.d'):
            if os.path.isdir(place):
                self._bind(folder, place)
        with open(os.path.join(self.folder, 'polkitd.log'), 'wb') as output:
            self._polkit = self.processes.start([_POLKITD, '--no-debug'], self.environment, output)
        wait_until('polkitd', lambda: self.bus_owner('org.freedesktop.PolicyKit1') == self._polkit.pid)

    def stop_polkit(self):
        """Ends polkitd; nobody can be authorised any more."""
        self.processes.kill(self._polkit.pid)

    def start_login_manager(self):
        """Starts what says that it is systemd-logind; nobody is logged on. None in the constructor leaves it out."""
        with open(os.path.join(self.folder, 'logind.log'), 'wb') as output:
            self._login = self.processes.start(
                ['/usr/bin/python3', '-m', 'dbusmock', '--system', '--template', 'logind'], self.environment, output)
        wait_until('the login manager', lambda: self.bus_owner(_LOGIN) == self._login.pid)
        self._login_caller = Caller(self)
        self._tell_login_manager('AddMethod', str(('org.freedesktop.login1.Manager', 'GetSessionByPID', 'u', 'o',
                                                   _FIND_SESSION)))

    def stop_login_manager(self):
        """Ends it; nobody tells who is logged on any more."""
        self._logged_on.clear()
        self._login_caller.close()
        self._login_caller = None
        self.processes.kill(self._login.pid)

    def _tell_login_manager(self, method, arguments, path=_LOGIN_PATH):
        self._login_caller.call(method, arguments, path=path, interface=_MOCK, destination=_LOGIN)

    def _announce(self, signal, signature, *arguments):
        values = ', '.join(f'<{argument}>' for argument in arguments)
        self._tell_login_manager(
            'EmitSignal', f"('org.freedesktop.login1.Manager', '{signal}', '{signature}', [{values}])")

    def _login_paths(self, user):
        return f'{_LOGIN_PATH}/user/{_uid_of(user)}', f'{_LOGIN_PATH}/session/of_{user}'

    def log_on(self, user):
        """Lets a user log on; the session has the id of_USER."""
        path, session = self._login_paths(user)
        if user in self._logged_on:
            return
        self._logged_on.add(user)
        self._tell_login_manager('AddSession', f"('of_{user}', 'seat0', uint32 {_uid_of(user)}, '{user}', true)")
        self._announce('UserNew', 'uo', f'uint32 {_uid_of(user)}', f'objectpath "{path}"')
        self._announce('SessionNew', 'so', f"'of_{user}'", f'objectpath "{session}"')

    def log_off(self, user):
        """Ends the session of a user, if there is one."""
        path, session = self._login_paths(user)
        if user not in self._logged_on:
            return
        self._logged_on.remove(user)
        for gone in (session, path):
            self._tell_login_manager('RemoveObject', f"('{gone}',)")
        self._announce('SessionRemoved', 'so', f"'of_{user}'", f'objectpath "{session}"')
        self._announce('UserRemoved', 'uo', f'uint32 {_uid_of(user)}', f'objectpath "{path}"')

    def bus_owner(self, name=ENGINE_NAME):
        """Returns the pid that owns a name of the system bus, or None."""
        return self.owner_on(f'{self.folder}/system-bus', name)

    def daemon_pid(self):
        """Returns the pid of the system engine, or None."""
        return self.bus_owner()

    def start_daemon(self, wait=True, environment=None, arguments=()):
        """Starts the system engine and waits until it answers."""
        return super().start_daemon(wait, environment, ['--system', f'--state={self.system_state}', *arguments])

    def environment_of(self, user):
        """Returns the environment of a user's programs: no session bus, folders of the user's own."""
        home = self.home_of(user)
        kept = {name: value for name, value in self.environment.items() if not name.startswith('XDG_')}
        return {**kept, 'HOME': home, 'USER': user, 'LOGNAME': user, 'TMPDIR': '/tmp'}

    def run_as(self, user, command, **more):
        """Runs a program as a user, with that user's groups alone; more goes to subprocess.run()."""
        entry = pwd.getpwnam(user)
        return subprocess.run(command, user=entry.pw_uid, group=entry.pw_gid, extra_groups=[],
                              env=self.environment_of(user), check=False, **more)

    def ctl(self, *arguments, **more):
        """Runs haulierctl --system as a user; see own_ctl()."""
        return self.own_ctl('--system', *arguments, **more)

    def own_ctl(self, *arguments, user='root', **more):
        """Runs haulierctl as a user, without any word about which engine; see Lab.ctl()."""
        entry = pwd.getpwnam(user)
        who = {'user': entry.pw_uid, 'group': entry.pw_gid, 'extra_groups': []}
        environment = {**self.environment_of(user), **(more.pop('environment', None) or {})}
        return super().ctl(*arguments, who=who, environment=environment, **more)

    def folder_of(self, user, name):
        """Makes a folder that belongs to a user, mode 0700, and returns its path with a slash."""
        path = self.folder_for(name)
        os.chown(path, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        return path
