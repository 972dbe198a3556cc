import { isLoopbackAddress, isPublicAddress } from './public-address.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';

test('addresses of this machine, of this house and of no use are not public', () => {
  const inside = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'];
  const special = ['224.0.0.1', '255.255.255.255', '198.51.100.7', '192.0.2.1'];
  const version6 = ['::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '2001:db8::1', '2002:7f00:1::', '::ffff:127.0.0.1', '64:ff9b::7f00:1'];
  for (const address of [...inside, ...special, ...version6, 'localhost', '', '1.2.3']) assert.ok(!isPublicAddress(address), address);
});

test('all others are', () => {
  const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00:1450:4001::1a'];
  for (const address of outside) assert.ok(isPublicAddress(address), address);
});

test('loopback is this machine', () => {
  assert.deepEqual(['127.0.0.1', '127.9.9.9', '::1', '128.0.0.1', '10.0.0.1', '::2'].map(isLoopbackAddress), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
