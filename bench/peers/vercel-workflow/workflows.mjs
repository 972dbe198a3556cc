/* What the workflow compiler builds: this file is copied into an application of its own when the peer is set up. */
import { createHook } from 'workflow';

async function addOne(value) {
  'use step';
  return value + 1;
}

export async function fiveSteps() {
  'use workflow';
  let value = 0;
  for (let index = 0; index < 5; index++) value = await addOne(value);
  return value;
}

export async function fanOut(items) {
  'use workflow';
  const indexes = Array.from({ length: items }, (_, index) => index);
  const values = await Promise.all(indexes.map((index) => addOne(index)));
  return values.length;
}

export async function waiter(token) {
  'use workflow';
  return createHook({ token });
}
