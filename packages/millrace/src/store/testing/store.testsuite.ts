import { testBatches } from './batches.testsuite.ts';
import { testCatalog } from './catalog.testsuite.ts';
import { testDeletion } from './deletion.testsuite.ts';
import { testCredits } from './credits.testsuite.ts';
import { testDispatch } from './dispatch.testsuite.ts';
import { testEvents } from './events.testsuite.ts';
import { testFindingLists } from './finding-lists.testsuite.ts';
import { testIdempotency } from './idempotency.testsuite.ts';
import { testRecordOutcomes } from './record-outcomes.testsuite.ts';
import { testReviews } from './reviews.testsuite.ts';
import { testRunData } from './run-data.testsuite.ts';
import { testRunLife } from './run-life.testsuite.ts';
import { testRunLists } from './run-lists.testsuite.ts';
import type { Setup } from './scenario.ts';
import { testStartGuards } from './start-guards.testsuite.ts';
import { testTenancy } from './tenancy.testsuite.ts';
import { testVerdicts } from './verdicts.testsuite.ts';

/** What every pair of a journal and a store has to do. `setup` makes an empty one. */
export function testStore(setup: Setup): void {
  testRunLife(setup);
  testEvents(setup);
  testRunLists(setup);
  testFindingLists(setup);
  testIdempotency(setup);
  testCredits(setup);
  testStartGuards(setup);
  testReviews(setup);
  testRunData(setup);
  testRecordOutcomes(setup);
  testVerdicts(setup);
  testCatalog(setup);
  testBatches(setup);
  testDeletion(setup);
  testDispatch(setup);
  testTenancy(setup);
}
