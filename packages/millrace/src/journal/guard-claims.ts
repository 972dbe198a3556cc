import { BrokenClaims } from './broken-claims.ts';
import type { CommitRequest, JournalWriter, WrittenCommit } from './commit-request.ts';

/** The same writer for senders that post more before they hear what became of the last: no log gets a hole by that. */
export function guardClaims(writer: JournalWriter): JournalWriter {
  const claims = new BrokenClaims();
  return {
    write: (batch) => {
      if (claims.none) {
        const written = writer.write(batch);
        note(claims, batch, written);
        return written;
      }
      const refusals = batch.map(({ changes }) => claims.refusal(changes));
      const whole = batch.filter((_request, index) => refusals[index] === null);
      const written = whole.length === 0 ? [] : writer.write(whole);
      note(claims, whole, written);
      let next = 0;
      return refusals.map((refusal): WrittenCommit => {
        if (refusal !== null) return { refusal };
        const result = written[next];
        next += 1;
        if (result === undefined) throw new Error('The writer left a commit without an answer.');
        return result;
      });
    },
    close: () => writer.close(),
  };
}

function note(claims: BrokenClaims, batch: readonly CommitRequest[], written: readonly WrittenCommit[]): void {
  batch.forEach(({ changes }, index) => {
    const refusal = written[index]?.refusal;
    if (refusal === null) claims.taken(changes);
    // That something did not begin, because the run is to end, leaves no hole: what its owner has done beside it counts.
    else if (refusal?.kind !== 'cancel_requested') claims.refused(changes);
  });
}
