#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what with the engine of the computer: every member of every interface, tried by everybody."""

import os
import re
import subprocess
import unittest
import uuid
import xml.etree.ElementTree

from haulier_lab import Caller, Refused, SystemLab, main, rows, wait_until

MANAGER = 'org.haulier.Transfer1'
PROPERTIES = 'org.freedesktop.DBus.Properties'
NOBODYS = '01234567-89ab-4cde-8f01-23456789abcd'
NO = '@a{sv} {}'
ALL = "{'all-owners': <true>}"
# What each member is called with; ID is that of the job. A member without a row makes the test fail.
ARGUMENTS = {
    (MANAGER, 'CreateJob'): f"({{'name': <'new'>}}, @a(saya{{sv}}) [], {NO})",
    (MANAGER, 'CreateJob(account)'):
        f"({{'name': <'new'>, 'account': <'LocalService'>}}, @a(saya{{sv}}) [], {NO})",
    (MANAGER, 'ListJobs'): f'(uint64 0, uint32 10, {NO})',
    (MANAGER, 'ListJobs(all-owners)'): f'(uint64 0, uint32 10, {ALL})',
    (MANAGER, 'ListJobTable'): f'(uint64 0, uint32 10, {NO})',
    (MANAGER, 'ListJobTable(all-owners)'): f'(uint64 0, uint32 10, {ALL})',
    (MANAGER, 'FindJobs'): f'(@as [], {NO})',
    (MANAGER, 'FindJobs(all-owners)'): f'(@as [], {ALL})',
    (MANAGER, 'Act'): f"('suspend', @as [], {NO})",
    (MANAGER, 'Act(all-owners)'): f"('suspend', @as [], {ALL})",
    (MANAGER, 'Subscribe'): f'(@as [], {NO})',
    (MANAGER, 'Subscribe(all-owners)'): f'(@as [], {ALL})',
    (MANAGER, 'Unsubscribe'): '()',
    (MANAGER, 'GetSettings'): '()',
    (MANAGER, 'SetSettings'): f'({NO},)',
    (MANAGER, 'ListAccounts'): f'({NO},)',
    (MANAGER, 'ListAccounts(all-owners)'): f'({ALL},)',
    (MANAGER, 'ListHostCredentials'): f'({NO},)',
    (MANAGER, 'ListHostCredentials(account)'): "({'account': <'LocalService'>},)",
    (MANAGER, 'SetHostCredential'): "('http://a.example', 'server', 'negotiate', {'implicit': <true>})",
    (MANAGER, 'SetHostCredential(account)'):
        "('http://a.example', 'server', 'negotiate', {'implicit': <true>, 'account': <'LocalService'>})",
    (MANAGER, 'RemoveHostCredential'): f"('http://a.example', 'server', 'basic', {NO})",
    (MANAGER, 'RemoveHostCredential(account)'):
        "('http://a.example', 'server', 'basic', {'account': <'LocalService'>})",
    (MANAGER, 'PlanAccess'): "({'remote': <'http://localhost/'>},)",
    (MANAGER, 'DescribeOffer'): "('no code',)",
    (MANAGER, 'Lend'): f"('no code', 'no digest', {NO})",
    (MANAGER, 'ListLoans'): f'({NO},)',
    (MANAGER, 'Withdraw'): f"('{NOBODYS}',)",
    ('Job', 'GetDetails'): '()',
    ('Job', 'GetFiles'): '(uint32 0, uint32 10)',
    ('Job', 'GetTrace'): '(uint64 0, uint32 10)',
    ('Job', 'AddFiles'): f"([('ftp-not-known://x/', b'/tmp/x', {NO})], {NO})",
    ('Job', 'Set'): "({'description': <'changed'>},)",
    ('Job', 'Set(headers)'): "({'headers': <['X-Mine: 1']>},)",
    ('Job', 'Set(notify-command)'): "({'notify-command': <'/bin/true'>},)",
    ('Job', 'Suspend'): '()',
    ('Job', 'Resume'): '()',
    ('Job', 'Cancel'): '()',
    ('Job', 'Complete'): '()',
    ('Job', 'Retry'): '()',
    ('Job', 'Remove'): '()',
    ('Job', 'TakeOwnership'): '()',
    ('Access', 'GetPlan'): '(uint32 0,)',
    ('Credentials', 'List'): '()',
    ('Credentials', 'Set'): "('server', 'negotiate', {'implicit': <true>})",
    ('Credentials', 'Remove'): "('server', 'basic')",
    ('Proxy', 'Get'): '()',
    ('Proxy', 'Set'): "('none', '', '')",
    ('HelperToken', 'Get'): '()',
    ('HelperToken', 'SetFlags'): '(uint32 0,)',
    ('HelperToken', 'Set'): "({'kerberos-cache': <''>},)",
    ('HelperToken', 'Clear'): '()',
    ('HelperToken', 'Offer'): '()',
    ('Certificate', 'Get'): '()',
    ('Certificate', 'Set'): "({'location': <'current-user'>, 'store': <'MY'>, 'subject': <'Anna'>},)",
    ('Certificate', 'Clear'): '()',
}
ARGUMENTS = {(interface if interface == MANAGER else f'{MANAGER}.{interface}', member): arguments
             for (interface, member), arguments in ARGUMENTS.items()}
# Shown by a call without the option, not by an error.
SHOWN_OTHERWISE = {(f'{MANAGER}.Job', 'GetDetails(headers)')}
# Everybody may who has a code, or lends: to others there is no job. test-tokens.py has who does.
BY_CODE = {(MANAGER, 'DescribeOffer'), (MANAGER, 'Lend'), (MANAGER, 'Withdraw')}
# Carla is authorised for everything, a service too, nobody can be authorised for what Ben wants.
RULES = '''polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.haulier.transfer1.") == 0 && (subject.user == "carla" || subject.user == "daemon"))
        return polkit.Result.YES;
    if (action.id.indexOf("org.haulier.transfer1.") == 0 && subject.user == "ben")
        return polkit.Result.NO;
});'''
FAILURES = {f'org.haulier.Error.{name}': verdict for name, verdict in (
    ('AccessDenied', 'denied'), ('ElevationRequired', 'ask'), ('NotFound', 'unknown'))}


def members():
    """Every method and property of the description, and what the rules tell apart besides."""
    source = os.path.join(os.environ['HAULIER_SOURCE_DIR'], 'data/dbus/org.haulier.Transfer1.xml')
    found = []
    for interface in xml.etree.ElementTree.parse(source).getroot().iter('interface'):
        name = interface.get('name')
        found += [(name, member.get('name')) for member in interface if member.tag == 'method']
        found += [(name, member.get('name')) for member in interface if member.tag == 'property']
    return found


def rules():
    """What the table says: (interface, member) -> {relation: verdict}."""
    program = os.path.join(os.environ['HAULIER_BUILD_DIR'], 'tests/policy/print-authorisation')
    table = {}
    for line in subprocess.check_output([program], text=True).splitlines():
        interface, member, relation, verdict, _ = line.split('\t')
        table.setdefault((interface, member), {})[relation] = verdict
    return table


RULE_TABLE = rules()
MEMBER_ROWS = [(f'{interface.removeprefix(MANAGER + ".")} {member}', interface, member)
               for interface, member in [*members(), *[row for row in RULE_TABLE if '(' in row[1]]]]


class Gate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(rules=RULES)
        cls.addClassCleanup(cls.lab.close)
        cls.callers = {}
        for user in ('root', 'anna', 'ben', 'carla', 'haulier-local'):
            cls.callers[user] = Caller(cls.lab, user)
            cls.addClassCleanup(cls.callers[user].close)

    def diagnose(self):
        return self.lab.daemon_output()

    def create(self, user='anna', name=None, **spec):
        """Creates an empty job of a user; returns its id."""
        words = ''.join(f", '{key}': <'{value}'>" for key, value in spec.items())
        row = self.callers[user].call(
            'CreateJob', f"({{'name': <'{name or 'of ' + user}'>{words}}}, @a(saya{{sv}}) [], {NO})")
        return row[0][1]

    def connect(self, user, *grants):
        """Makes a new connection of a user, authorised for members."""
        caller = Caller(self.lab, user)
        self.addCleanup(caller.close)
        for member in grants:
            caller.call(member.split('(')[0], ARGUMENTS[MANAGER, member])
        return caller

    def attempt(self, caller, interface, member, job):
        """Calls a member; returns the verdict that its answer shows, and the answer."""
        arguments = ARGUMENTS.get((interface, member))
        where = {} if interface == MANAGER else {'path': f'/org/haulier/Transfer1/jobs/{job.replace("-", "_")}'}
        try:
            if arguments is None:
                answer = caller.call('Get', f"('{interface}', '{member}')", interface=PROPERTIES, **where)
            else:
                answer = caller.call(member.split('(')[0], arguments, interface=interface, **where)
        except Refused as error:
            return FAILURES.get(error.name, 'allowed'), (error.name, error.text)
        return 'allowed', answer

    @rows(MEMBER_ROWS)
    def check_member(self, row):
        _, interface, member = row
        if (interface, member) in SHOWN_OTHERWISE:
            self.skip_shown()
            return
        is_property = interface == MANAGER and member in ('Notices', 'Version')
        self.assertTrue(is_property or (interface, member) in ARGUMENTS, 'say above what it is called with')
        expected = RULE_TABLE[interface, member]
        relations = {
            'owner': self.callers['anna'], 'other': self.callers['ben'], 'administrator': self.callers['root'],
            'viewer': self.connect('carla', 'FindJobs(all-owners)'),
            'manager': self.connect('carla', 'Act(all-owners)'),
        }
        if interface == MANAGER:
            del relations['owner']  # nobody owns the engine of the computer
        for relation, caller in relations.items():
            verdict, answer = self.attempt(caller, interface, member, self.create())
            wanted = 'unknown' if (interface, member) in BY_CODE else expected[relation]
            if wanted == 'ask':
                wanted = 'allowed' if caller.user == 'carla' else 'denied'
            self.assertEqual(verdict, wanted, (relation, answer))

    def skip_shown(self):
        """Headers are shown to their owner alone, by a call that the others may make too."""
        job = self.create()
        self.callers['anna'].call_job(job, 'Set', "({'headers': <['X-Mine: 1']>},)")
        for caller in (self.callers['anna'], self.callers['root'], self.connect('carla', 'Act(all-owners)')):
            details = caller.call_job(job, 'GetDetails')[1]
            self.assertEqual('headers' in details['settings'], caller.user == 'anna', caller.user)

    @rows([row for row in MEMBER_ROWS if row[1] != MANAGER and row[1:] not in SHOWN_OTHERWISE])
    def check_unknown(self, row):
        """Whoever may not see a job gets the answer that everybody gets about a job that there is not."""
        _, interface, member = row
        answers = {user: self.attempt(caller, interface, member, NOBODYS) for user, caller in self.callers.items()}
        answers['authorised'] = self.attempt(self.connect('carla', 'Act(all-owners)'), interface, member, NOBODYS)
        answers['other'] = self.attempt(self.callers['ben'], interface, member, self.create())
        answers['service'] = self.attempt(self.callers['haulier-local'], interface, member, self.create())
        self.assertEqual(len({str(answer) for answer in answers.values()}), 1, answers)
        self.assertEqual(answers['other'][0], 'unknown')

    def test_table_and_description_agree(self):
        self.assertEqual({(interface, member.split('(')[0]) for interface, member in RULE_TABLE}, set(members()))

    def check_refused_to_a_service(self, refusal):
        self.assertEqual(refusal[0], 'org.haulier.Error.AccessDenied')
        self.assertIn('a service must use LocalSystem, LocalService or NetworkService; lend it an identity', refusal[1])

    def test_services_have_accounts_of_their_own(self):
        """Nobody makes a job of a user that only services run as, and none becomes one (ACC-9)."""
        daemon, job = self.connect('daemon'), self.create()
        for_daemon = ARGUMENTS[MANAGER, 'CreateJob(account)'].replace('LocalService', f'uid:{daemon.uid}')
        self.check_refused_to_a_service(self.callers['root'].refusal('CreateJob', for_daemon))
        self.check_refused_to_a_service(daemon.refusal('CreateJob', ARGUMENTS[MANAGER, 'CreateJob']))
        daemon.call('Act', ARGUMENTS[MANAGER, 'Act(all-owners)'])
        path = f'/org/haulier/Transfer1/jobs/{job.replace("-", "_")}'
        self.check_refused_to_a_service(daemon.refusal('TakeOwnership', path=path, interface=f'{MANAGER}.Job'))
        self.assertEqual(self.callers['anna'].call('FindJobs', f"(['{job}'], {NO})")[0][0][1], job)
        self.assertEqual(daemon.call('ListJobs', ARGUMENTS[MANAGER, 'ListJobs'])[0], [])

    def about(self, caller, call, arguments, job):
        """What a call about a job gives, without the id that was asked for."""
        try:
            answer = str(caller.call(call, arguments.replace('ID', job)))
        except Refused as error:
            answer = f'{error.name} {error.text}'
        return answer.replace(job, 'ID')

    @rows([('find by id', 'FindJobs', f"(['ID'], {NO})"),
           ('act', 'Act', f"('cancel', ['ID'], {NO})"),
           ('subscribe', 'Subscribe', f"(['ID'], {{'files': <['ID']>}})"),
           ('plan', 'PlanAccess', "({'job': <'ID'>},)")])
    def check_others_learn_nothing_by(self, row):
        _, call, arguments = row
        secret = self.create()
        known = self.about(self.callers['ben'], call, arguments, secret)
        unknown = self.about(self.callers['ben'], call, arguments, NOBODYS)
        self.assertEqual(known, unknown)
        self.assertEqual(self.callers['anna'].call('FindJobs', f"(['{secret}'], {NO})")[0][0][4], 3)

    def test_names_of_others_are_not_there_and_not_ambiguous(self):
        name = f'name {uuid.uuid4()}'
        self.create('anna', name)
        mine = self.create('ben', name)
        self.assertEqual(self.callers['ben'].call('FindJobs', f"(['{name}'], {NO})")[0][0][1], mine)
        self.callers['ben'].call('Act', f"('remove', ['{mine}'], {NO})")
        with self.assertRaisesRegex(Refused, 'NotFound'):
            self.callers['ben'].call('FindJobs', f"(['{name}'], {NO})")

    def listed(self, caller, options=NO):
        """Returns the ids that a caller is shown, page by page."""
        found, after = [], 0
        while True:
            page = caller.call('ListJobs', f'(uint64 {after}, uint32 3, {options})')[0]
            found += [row[1] for row in page]
            if len(page) < 3:
                return found
            after = page[-1][0]

    def test_lists_have_ones_own(self):
        jobs = {user: self.create(user) for user in ('root', 'anna', 'ben', 'haulier-local')}
        for user in ('anna', 'ben', 'haulier-local'):
            shown = self.listed(self.callers[user])
            self.assertIn(jobs[user], shown)
            self.assertEqual([job for other, job in jobs.items() if other != user and job in shown], [], user)
        # Root carries every service account, and is an administrator of the others.
        self.assertLessEqual({jobs['root'], jobs['haulier-local']}, set(self.listed(self.callers['root'])))
        self.assertNotIn(jobs['anna'], self.listed(self.callers['root']))
        for caller in (self.callers['root'], self.connect('carla')):
            self.assertLessEqual(set(jobs.values()), set(self.listed(caller, ALL)))

    def test_lists_are_ones_own_and_names_are_of_all_that_one_may_see(self):
        """An administrator asks for everybody's jobs; one that is named needs no asking, nor does acting on it."""
        name = f'name {uuid.uuid4()}'
        job, root = self.create('anna', name), self.callers['root']
        self.assertNotIn(job, self.listed(root))
        for text in (job, name):
            self.assertEqual(root.call('FindJobs', f"(['{text}'], {NO})")[0][0][1], job)
        self.assertNotIn(job, [row[0] for row in root.call('Act', f"('cancel', @as [], {NO})")[0]])
        self.assertEqual(self.callers['anna'].call('FindJobs', f"(['{job}'], {NO})")[0][0][4], 3)
        self.assertEqual(root.call('Act', f"('cancel', ['{job}'], {NO})")[0][0][:2], (job, 0))

    def test_acting_on_all_means_ones_own(self):
        jobs = {user: self.create(user) for user in ('anna', 'ben')}
        acted = self.callers['ben'].call('Act', f"('cancel', @as [], {NO})")[0]
        self.assertIn(jobs['ben'], [row[0] for row in acted])
        self.assertNotIn(jobs['anna'], [row[0] for row in acted])
        self.assertEqual(self.callers['anna'].call('FindJobs', f"(['{jobs['anna']}'], {NO})")[0][0][4], 3)

    def test_who_sees_all_may_be_authorised_to_change_them(self):
        job = self.create()
        caller = self.connect('carla', 'ListJobs(all-owners)')
        acted = caller.call('Act', f"('cancel', ['{job}', '{NOBODYS}'], {NO})")[0]
        self.assertEqual([(row[0], row[1]) for row in acted], [(job, 0), (NOBODYS, 0x80200001)])

    def test_owner_is_who_the_caller_is(self):
        def owner(caller, job):
            return caller.call('FindJobs', f"(['{job}'], {NO})")[0][0][8]
        self.assertEqual(owner(self.callers['anna'], self.create('anna')), 'uid:65001')
        self.assertEqual(owner(self.callers['haulier-local'], self.create('haulier-local')), 'LocalService')
        for account in ('LocalSystem', 'LocalService', 'NetworkService', 'uid:65002'):
            job = self.create('root', account=account)
            self.assertEqual(owner(self.callers['root'], job), account)
        self.assertIn(job, self.listed(self.callers['ben']))
        self.create('haulier-local', account='LocalService')
        with self.assertRaisesRegex(Refused, 'ElevationRequired'):
            self.create('haulier-local', account='NetworkService')

    def test_rules_for_hosts_are_ones_own(self):
        def hosts(user, spec=NO):
            return [row['origin'] for row in self.callers[user].call('ListHostCredentials', f'({spec},)')[0]]

        def plan(user, spec):
            rows = self.callers[user].call('PlanAccess', f'({spec},)')[0]
            return next(row for row in rows if row['resource'] == 'server-login')['rule']
        of_local = "{'account': <'LocalService'>}"
        for user, host in (('anna', 'anna'), ('haulier-local', 'local')):
            self.callers[user].call('SetHostCredential', f"('https://{host}.example/x', 'server', 'negotiate', "
                                    "{'implicit': <true>})")
        self.assertIn('https://anna.example:443', hosts('anna'))
        self.assertNotIn('https://anna.example:443', hosts('ben'))
        self.assertEqual(hosts('root', of_local), hosts('haulier-local'))
        self.assertIn('https://local.example:443', hosts('root', of_local))
        self.assertEqual(plan('anna', "{'remote': <'https://anna.example/y'>}"), 'implicit-host-set')
        self.assertEqual(plan('ben', "{'remote': <'https://anna.example/y'>, 'account': <'uid:65001'>}"),
                         'implicit-compat-2')

    def test_signals_are_for_who_sees_the_job(self):
        own = self.connect('anna', 'Subscribe')
        other = self.connect('ben', 'Subscribe')
        root = self.connect('root', 'Subscribe')
        everything = [self.connect('root', 'Subscribe(all-owners)'), self.connect('carla', 'Subscribe(all-owners)')]
        listener = self.connect('ben')
        listener.call('AddMatch', '("type=\'signal\'",)', path='/', destination='org.freedesktop.DBus',
                      interface='org.freedesktop.DBus')
        job = self.create()
        named = self.connect('ben')
        named.call('Subscribe', f"(['{job}'], {{'files': <['{job}']>}})")
        own.call_job(job, 'Set', "({'description': <'secret'>},)")
        own.call('Act', f"('remove', ['{job}'], {NO})")

        def told(caller):
            text = str(caller.signals())
            caller.heard = getattr(caller, 'heard', '') + text
            return job in caller.heard and f"['{job}']" in caller.heard

        for caller in (own, *everything):
            wait_until(f'{caller.user} is told of the change and the end', lambda caller=caller: told(caller))
        for caller in (other, root, listener, named):
            told(caller)
            self.assertNotIn(job, caller.heard, caller.user)

    def test_taking_a_job(self):
        former = self.connect('anna', 'Subscribe')
        job = self.create()
        former.call_job(job, 'Set', "({'headers': <['X-Mine: 1']>, 'notify-command': <'/bin/true'>},)")
        former.call_job(job, 'Set', "('server', 'negotiate', {'implicit': <true>})", f'{MANAGER}.Credentials')
        former.call_job(job, 'Set', "({'location': <'current-user'>, 'store': <'MY'>, 'subject': <'Anna'>},)",
                        f'{MANAGER}.Certificate')
        wait_until('the former owner knows it', lambda: job in str(former.signals()))
        root = self.connect('root', 'Subscribe')
        root.call_job(job, 'TakeOwnership')
        wait_until('it is gone for its former owner', lambda: ('JobsChanged', ([], [job])) in former.signals())
        wait_until('the new owner is told', lambda: "'uid:0'" in str(root.signals()))
        self.assertEqual(self.attempt(former, f'{MANAGER}.Job', 'GetDetails', job)[0], 'unknown')
        row, details = root.call_job(job, 'GetDetails')
        self.assertEqual(row[8], 'uid:0')
        self.assertEqual((details['settings']['headers'], details['settings']['notify-command']), ([], ''))
        self.assertEqual(root.call_job(job, 'List', interface=f'{MANAGER}.Credentials'), ([],))
        self.assertEqual(root.call_job(job, 'Get', interface=f'{MANAGER}.Certificate'), ({},))
        records = root.call_job(job, 'GetTrace', '(uint64 0, uint32 100)')[0]
        self.assertEqual([record[5] for record in records if record[3] == 'owner'],
                         [{'former-owner': 'uid:65001', 'owner': 'uid:0', 'rule': 'owner-takes'}])
        former.signals()
        root.call_job(job, 'Set', "({'description': <'secret'>},)")
        wait_until('the new owner is told', lambda: 'JobsChanged' in str(root.signals()))
        self.assertEqual(former.signals(), [])


if __name__ == '__main__':
    main()
