import assert from 'node:assert/strict';
import { judgeRecipient } from './judge-recipient.ts';
import { test } from 'node:test';

const CASES = [
  [250, '2.1.5', 'ok', 'accepted'],
  [251, null, 'will forward', 'accepted'],
  [252, null, 'cannot verify', 'undecided'],
  [550, '5.1.1', 'user unknown', 'rejected mailbox_not_found'],
  [550, null, 'No such user here', 'rejected mailbox_not_found'],
  [553, '5.1.2', 'bad destination', 'rejected mailbox_not_found'],
  [551, null, 'user not local', 'rejected mailbox_not_found'],
  [550, '5.2.1', 'disabled', 'rejected mailbox_disabled'],
  [552, '5.2.2', 'over quota', 'rejected mailbox_full'],
  [552, null, 'exceeded', 'rejected mailbox_full'],
  [550, '5.7.1', 'user unknown to our policy', 'rejected refused_by_policy'],
  [550, null, 'Your IP is on a blocklist', 'rejected refused_by_policy'],
  [554, null, 'transaction failed', 'rejected refused_by_policy'],
  [450, '4.2.0', 'Greylisted for 300 seconds', 'temporary greylisted'],
  [451, '4.7.1', 'try again later', 'temporary greylisted'],
  [450, null, 'mailbox busy', 'temporary greylisted'],
  [452, '4.2.2', 'mailbox full', 'temporary mailbox_full'],
  [450, null, 'quota exceeded', 'temporary mailbox_full'],
  [432, null, 'queue is stopped', 'temporary mail_server_busy'],
] as const;

for (const [code, enhanced, text, expected] of CASES) {
  test(`${code} ${enhanced ?? ''} ${text} says ${expected}`, () => {
    const verdict = judgeRecipient({ code, enhanced, text });
    assert.equal('reason' in verdict ? `${verdict.kind} ${verdict.reason}` : verdict.kind, expected);
  });
}
