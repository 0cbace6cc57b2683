#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What polkit answers, and what becomes of it; and how many jobs an account may have."""

import unittest

from haulier_lab import Agent, Caller, Refused, SystemLab, main

MANAGER = 'org.haulier.Transfer1'
AUTHORITY = {'destination': 'org.freedesktop.PolicyKit1', 'path': '/org/freedesktop/PolicyKit1/Authority',
             'interface': 'org.freedesktop.PolicyKit1.Authority'}
ALL = "(uint64 0, uint32 10, {'all-owners': <true>})"
EMPTY = "({'name': <'of a test'>}, @a(saya{sv}) [], @a{sv} {})"
# Ben can never be authorised; Anna can be, by root's password; Carla is.
RULES = '''polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.haulier.transfer1.") == 0 && subject.user == "carla")
        return polkit.Result.YES;
    if (action.id.indexOf("org.haulier.transfer1.") == 0 && subject.user == "ben")
        return polkit.Result.NO;
});'''


class Authorised(unittest.TestCase):
    def setUp(self):
        self.lab = SystemLab(rules=RULES)
        self.addCleanup(self.lab.close)

    def diagnose(self):
        return self.lab.daemon_output()

    def connect(self, user):
        caller = Caller(self.lab, user)
        self.addCleanup(caller.close)
        return caller

    def ask(self, caller, answer):
        """Lets a caller, who may be asked, list all jobs; returns the agent that is asked."""
        agent = Agent(self.lab, caller, answer)
        self.addCleanup(agent.close)
        caller.begin('ListJobs', ALL, interactive=True)
        word, action, cookie = agent.read()
        self.assertEqual((word, action), ('asked', 'org.haulier.transfer1.view-all-jobs'))
        return agent, cookie

    def refusal(self, caller):
        with self.assertRaises(Refused) as caught:
            caller.answer()
        return caught.exception.name.removeprefix('org.haulier.Error.'), caught.exception.text

    def test_denied(self):
        self.assertEqual(self.connect('ben').refusal('ListJobs', ALL, interactive=True),
                         ('org.haulier.Error.AccessDenied', 'call ListJobs: the caller is not authorised'))

    def test_could_be_authorised(self):
        self.assertEqual(self.connect('anna').refusal('ListJobs', ALL),
                         ('org.haulier.Error.ElevationRequired', 'call ListJobs: an administrator has to authorise it'))

    def test_dismissed(self):
        anna = self.connect('anna')
        self.ask(anna, 'dismiss')
        self.assertEqual(self.refusal(anna), ('Cancelled', 'call ListJobs: the authorisation was dismissed'))

    def test_authorised_by_password(self):
        anna, root = self.connect('anna'), self.connect('root')
        job = root.call('CreateJob', EMPTY)[0][1]
        agent, cookie = self.ask(anna, 'wait')
        root.call('AuthenticationAgentResponse2',
                  f"(uint32 {anna.uid}, '{cookie}', ('unix-user', {{'uid': <uint32 0>}}))", **AUTHORITY)
        agent.finish()
        self.assertEqual([row[1] for row in anna.answer()[0]], [job])
        self.assertEqual(self.connect('anna').refusal('FindJobs', f"(['{job}'], @a{{sv}} {{}})")[0],
                         'org.haulier.Error.NotFound')

    def test_no_polkit(self):
        self.lab.stop_polkit()
        self.assertEqual(self.connect('carla').refusal('ListJobs', ALL),
                         ('org.haulier.Error.AccessDenied',
                          'call ListJobs: polkit, which would authorise it, does not run here'))
        self.assertEqual(len(self.connect('root').call('ListJobs', ALL)), 1)

    def test_question_goes_with_who_asked(self):
        anna = self.connect('anna')
        agent, cookie = self.ask(anna, 'wait')
        anna.close()
        self.assertEqual(agent.read(), ['cancelled', cookie])

    def test_authorisation_is_of_one_connection(self):
        job = self.connect('anna').call('CreateJob', EMPTY)[0][1]
        first, second = self.connect('carla'), self.connect('carla')
        first.call('ListJobs', ALL)
        self.assertEqual(first.call('FindJobs', f"(['{job}'], @a{{sv}} {{}})")[0][0][1], job)
        self.assertEqual(second.refusal('FindJobs', f"(['{job}'], @a{{sv}} {{}})")[0], 'org.haulier.Error.NotFound')

    def test_front_end_tells_the_outcomes_apart(self):
        job = self.lab.ctl('create', 'of-anna', '--json', user='anna', check=0).json
        self.lab.ctl('show', job['id'], user='ben', check=5)
        self.lab.ctl('cancel', job['id'], user='carla', check=5)
        for arguments in (['jobs'], ['show', job['id']], ['cancel', job['id']], ['set', job['id'], 'owner=me']):
            denied = self.lab.ctl('--all-owners', *arguments, user='ben', check=6)
            self.assertIn(' E_ACCESSDENIED)', denied.errors)
        self.assertIn(' ERROR_ELEVATION_REQUIRED)',
                      self.lab.ctl('--all-owners', 'jobs', user='haulier-local', check=6).errors)
        refused = self.lab.ctl('create', 'x', '--account', 'LocalSystem', user='haulier-local', check=6)
        self.assertEqual(refused.symbol(), 'ERROR_ELEVATION_REQUIRED')
        listed = self.lab.ctl('--all-owners', 'jobs', '--json', user='carla', check=0).json
        self.assertEqual([(one['id'], one['owner']) for one in listed], [(job['id'], 'anna')])
        self.assertIn('anna', self.lab.ctl('--all-owners', 'jobs', user='carla', check=0).output)
        self.lab.ctl('--all-owners', 'suspend', job['id'], user='carla', check=0)
        taken = self.lab.ctl('--all-owners', 'set', job['id'], 'owner=me', '--json', user='carla', check=0).json
        self.assertEqual(taken['owner'], 'carla')
        self.lab.ctl('show', job['id'], user='anna', check=5)
        self.lab.ctl('set', job['id'], 'owner=me', 'name=x', user='carla', check=2)


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(polkit=False)
        cls.addClassCleanup(cls.lab.close)

    def diagnose(self):
        return self.lab.daemon_output()

    def setUp(self):
        self.root = Caller(self.lab)
        self.addCleanup(self.root.close)
        self.folder = self.lab.folder_for('targets')
        self.lab.ctl('--all-owners', 'cancel', '--all', check=0)

    def limit(self, key, value):
        """Sets a limit until the test is over."""
        self.lab.ctl('settings', f'{key}={value}', check=0)
        self.addCleanup(self.lab.ctl, 'settings', f'{key}=100000')

    def create(self, user, *options, check=0):
        return self.lab.ctl('create', 'one', *options, user=user, check=check)

    def test_jobs_of_a_user(self):
        self.limit('maximum-jobs-per-user', 2)
        jobs = [self.create('anna').output.strip() for _ in range(2)]
        self.assertEqual(self.create('anna', check=1).symbol(), 'BG_E_TOO_MANY_JOBS_PER_USER')
        self.create('ben')
        self.lab.ctl('cancel', jobs[0], user='anna', check=0)
        self.create('anna')
        for _ in range(3):
            self.create('root')
            self.create('haulier-local')

    def test_a_job_that_is_taken_counts_for_its_new_owner(self):
        self.limit('maximum-jobs-per-user', 1)
        job = self.create('anna').output.strip()
        self.root.call_job(job, 'TakeOwnership')
        self.create('anna')
        self.create('anna', check=1)

    def test_jobs_of_the_machine(self):
        self.limit('maximum-jobs', 2)
        self.create('anna')
        self.create('ben')
        self.assertEqual(self.create('carla', check=1).symbol(), 'BG_E_TOO_MANY_JOBS_PER_MACHINE')
        self.create('root')
        self.create('root', '--account', 'LocalService')

    def add(self, user, name):
        return self.lab.ctl('add', '--paused', f'http://localhost/{name}1', f'http://localhost/{name}2',
                            '--to', self.lab.folder_of(user, name), user=user)

    def test_files_of_a_job(self):
        self.limit('maximum-files', 1)
        self.assertEqual(self.add('anna', 'a').symbol(), 'BG_E_TOO_MANY_FILES_IN_JOB')
        self.assertNotIn('TOO_MANY', self.add('root', 'r').errors)

    def test_ranges_of_a_file(self):
        self.limit('maximum-ranges', 2)

        def fetch(user, ranges):
            return self.lab.ctl('add', '--paused', 'http://localhost/x', '--ranges', ranges, '--to',
                                self.lab.folder_of(user, 'ranges'), user=user)
        self.assertNotIn('TOO_MANY', fetch('anna', '0:1,5:1').errors)
        self.assertEqual(fetch('anna', '0:1,5:1,9:1').symbol(), 'BG_E_TOO_MANY_RANGES_IN_FILE')
        self.assertNotIn('TOO_MANY', fetch('root', '0:1,5:1,9:1').errors)


if __name__ == '__main__':
    main()
