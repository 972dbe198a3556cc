import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import type { Wishes } from './draw-conclusions.ts';
import { findLeavers } from './find-leavers.ts';

const HEADINGS = 'id,name,title,company,location,start_date,email,profile_url';

/** A table with these lines; colleagues who stay make sure that the companies are covered by both files. */
function table(...lines: readonly string[]): string {
  const staff = ['Atlas', 'Borealis', 'Cobalt'].map(
    (company, index) => `,Stayer ${'ABC'.charAt(index)}ardinal,Head of ${company},${company},,2010-01,,people.example/in/stay-${index}`,
  );
  return [HEADINGS, ...staff, ...lines].join('\n');
}

/** What was found about each line of the earlier file that `table` was given, in words. */
async function decide(before: readonly string[], after: readonly string[], wishes: Partial<Wishes> = {}): Promise<readonly string[]> {
  const { prepared, conclusions } = await findLeavers(table(...before), table(...after), wishes);
  const { book, peopleBefore } = prepared;
  return before.map((_, index) => {
    const row = index + 4;
    const gap = conclusions.gapsBefore.find((found) => found.row === row);
    if (gap !== undefined) return gap.reason;
    const position = peopleBefore.people.findIndex((person) => person.rows.includes(row));
    const decision = conclusions.decisions[position];
    if (decision?.kind !== 'left') return decision?.kind ?? 'nothing';
    const { to } = decision.leaver;
    return to.kind === 'known' ? `left to ${book.company(to.position.company).name}` : `left, ${to.kind}`;
  });
}

const ANNA = ',Anna Weberling,Buyer,Atlas,"Bonn, Germany",2020-03,,';

suite('who left', () => {
  test('somebody at another company has left, somebody at the same one has not', async () => {
    const moved = ',Anna Weberling,Senior Buyer,Borealis,"Bonn, Germany",2025-05,,';
    assert.deepEqual(await decide([ANNA], [moved]), ['left to Borealis']);
    assert.deepEqual(await decide([ANNA], [',Anna Weberling,Head of Buying,Atlas GmbH,"Bonn, Germany",2020-03,,']), ['stayed']);
  });

  test('somebody without a company has left to none, somebody who is missing to an unknown place', async () => {
    assert.deepEqual(await decide([ANNA], [',Anna Weberling,,,"Bonn, Germany",,,']), ['left, none']);
    assert.deepEqual(await decide([ANNA], [',Anna Weberling,,Self-employed,"Bonn, Germany",,,']), ['left, none']);
    assert.deepEqual(await decide([ANNA], []), ['left, unknown']);
  });

  test('nothing is concluded when the later file does not cover the company, or on request', async () => {
    const line = ',Anna Weberling,Buyer,Zenith,"Bonn, Germany",2020-03,,';
    assert.deepEqual(await decide([line], []), ['company_not_in_after']);
    assert.deepEqual(await decide([ANNA], [], { absent: 'gap' }), ['not_in_after']);
  });

  test('a job without a company in the later file is a gap', async () => {
    assert.deepEqual(await decide([ANNA], [',Anna Weberling,Buyer,,"Bonn, Germany",2020-03,,']), ['company_missing_after']);
  });

  test('where the company is missing, its web domain tells which it is', async () => {
    const before = 'name,company,website\nAnna Weberling,Atlas,atlas.example\nBo Lindqvist,Atlas,atlas.example';
    const { conclusions } = await findLeavers(before, 'name,company,website\nAnna Weberling,,www.atlas.example\nBo Lindqvist,Atlas,');
    assert.deepEqual(
      conclusions.decisions.map(({ kind }) => kind),
      ['stayed', 'stayed'],
    );
  });

  test('somebody who may stand in a row that cannot be read is not said to be gone', async () => {
    assert.deepEqual(await decide([ANNA], [',,Anna,Weberling,Buyer,Atlas,Bonn,Germany,2020-03,,x']), ['uncertain_match']);
  });

  test('somebody with two jobs has left the one that is gone', async () => {
    const both = ['P1,Anna Weberling,Buyer,Atlas,,2020-03,,', 'P1,Anna Weberling,Adviser,Cobalt,,2018-01,,'];
    assert.deepEqual(await decide(both, ['P1,Anna Weberling,Adviser,Cobalt,,2018-01,,']), ['left to Cobalt', 'left to Cobalt']);
    assert.deepEqual(await decide(both, both), ['stayed', 'stayed']);
  });
});

suite('other spellings', () => {
  for (const name of [
    'ANNA WEBERLING',
    'Weberling Anna',
    '"Weberling, Anna"',
    'Dr. Anna M. Weberling',
    'Ana Weberling',
    'Anna Weberlng',
    'Änna Weberling',
    'Annie Weberling',
  ]) {
    test(`${name} is Anna Weberling`, async () => {
      assert.deepEqual(await decide([ANNA], [`,${name},Senior Buyer,Borealis,"Bonn, Germany",2025-05,,`]), ['left to Borealis']);
    });
  }

  for (const company of ['ATLAS', 'Atlas GmbH & Co. KG', 'Atlas Group', 'Atlas, Inc.']) {
    test(`${company} is Atlas`, async () => {
      assert.deepEqual(await decide([ANNA], [`,Anna Weberling,Buyer,"${company}","Bonn, Germany",2020-03,,`]), ['stayed']);
    });
  }

  test('a changed family name needs an identifier', async () => {
    const withId = 'P7,Anna Weberling,Buyer,Atlas,"Bonn, Germany",2020-03,,';
    assert.deepEqual(await decide([withId], ['P7,Anna Grosskopf,Buyer,Borealis,"Bonn, Germany",2025-05,,']), ['left to Borealis']);
    assert.deepEqual(await decide([ANNA], [',Anna Grosskopf,Buyer,Atlas,"Bonn, Germany",2020-03,,']), ['uncertain_match']);
  });

  test('an id is not believed when everything else contradicts it', async () => {
    const before = [
      'P7,Anna Weberling,Buyer,Atlas,"Bonn, Germany",2020-03,,',
      'P8,Bo Lindqvist,Buyer,Atlas,,2020-03,,',
      'P9,Cy Foxworth,Buyer,Atlas,,2020-03,,',
    ];
    const after = [
      'P7,Zoltan Horvath,Engineer,Borealis,"Paris, France",2011-01,,',
      ',Anna Weberling,Buyer,Atlas,"Bonn, Germany",2020-03,,',
      'P8,Bo Lindqvist,Buyer,Atlas,,2020-03,,',
      'P9,Cy Foxworth,Buyer,Atlas,,2020-03,,',
    ];
    assert.deepEqual(await decide(before, after), ['stayed', 'stayed', 'stayed']);
  });

  test('ids that are row numbers match nobody', async () => {
    const before = [
      '1,Anna Weberling,Buyer,Atlas,,2020-03,,',
      '2,Bo Lindqvist,Clerk,Atlas,,2019-04,,',
      '3,Cy Foxworth,Baker,Atlas,,2018-05,,',
    ];
    const after = [
      '1,Cy Foxworth,Baker,Atlas,,2018-05,,',
      '2,Anna Weberling,Buyer,Borealis,,2025-05,,',
      '3,Bo Lindqvist,Clerk,Atlas,,2019-04,,',
    ];
    assert.deepEqual(await decide(before, after), ['left to Borealis', 'stayed', 'stayed']);
  });
});

suite('namesakes', () => {
  test('namesakes whom nothing tells apart are never guessed', async () => {
    const after = [',Anna Weberling,Clerk,Borealis,,2025-05,,', ',Anna Weberling,Clerk,Cobalt,,2025-05,,'];
    assert.deepEqual(await decide([',Anna Weberling,Buyer,Atlas,,2020-03,,'], after), ['ambiguous_namesake']);
  });

  test('a namesake is told apart by the place, the start date or an identifier', async () => {
    const other = ',Anna Weberling,Clerk,Cobalt,"Paris, France",2014-01,,';
    assert.deepEqual(await decide([ANNA], [',Anna Weberling,Senior Buyer,Borealis,"Bonn, Germany",2025-05,,', other]), [
      'left to Borealis',
    ]);
  });

  test('a namesake who is taken by somebody else is no rival any more', async () => {
    const before = ['P1,Anna Weberling,Buyer,Atlas,,2020-03,,', ',Anna Weberling,Clerk,Cobalt,,2019-01,,'];
    const after = ['P1,Anna Weberling,Buyer,Borealis,,2025-05,,', ',Anna Weberling,Clerk,Cobalt,,2019-01,,'];
    assert.deepEqual(await decide(before, after), ['left to Borealis', 'stayed']);
  });

  test('namesakes at one company are two people as soon as anything says so', async () => {
    const before = [',Anna Weberling,Buyer,Atlas,"Bonn, Germany",2020-03,,', ',Anna Weberling,Engineer,Atlas,"Rome, Italy",2012-11,,'];
    assert.deepEqual(await decide(before, [before[1] ?? '', ',Anna Weberling,Buyer,Borealis,"Bonn, Germany",2025-05,,']), [
      'left to Borealis',
      'stayed',
    ]);
  });
});

suite('duplicates and companies', () => {
  test('a row that says the same again is a duplicate, also in another spelling', async () => {
    const again = ',"WEBERLING, Anna",Buyer,Atlas GmbH,"Bonn, Germany",2020-03,,';
    assert.deepEqual(await decide([ANNA, again], [ANNA]), ['stayed', 'duplicate_row']);
  });

  test('people of a company that was renamed have not left', async () => {
    const staff = ['Anna Weberling', 'Bo Lindqvist', 'Cy Foxworth', 'Di Roebuck', 'Ed Marchmont'].map(
      (name, index) => [name, `,${name},Clerk,`, `,,2020-0${index + 1},,`] as const,
    );
    const before = staff.map(([, start, end]) => `${start}Vertex${end}`);
    const after = staff.map(([, start, end]) => `${start}Meridian${end}`);
    assert.deepEqual(
      await decide(before, after),
      before.map(() => 'stayed'),
    );
    const { prepared } = await findLeavers(table(...before), table(...after));
    assert.deepEqual(
      prepared.book.companies.flatMap(({ name, formerName }) => (formerName === null ? [] : [[formerName, name]])),
      [['Vertex', 'Meridian']],
    );
  });

  test('companies that share a word are two', async () => {
    assert.deepEqual(await decide([',Anna Weberling,Buyer,Atlas,,2020-03,,'], [',Anna Weberling,Buyer,Atlas Foods,,2025-05,,']), [
      'left to Atlas Foods',
    ]);
  });
});

suite('decision makers', () => {
  const before = [ANNA];
  const after = [
    ',Anna Weberling,Senior Buyer,Borealis,"Bonn, Germany",2025-05,,',
    ',Gil Novakova,CEO,Borealis,,2015-01,,',
    ',Hal Ostermann,Assistant to the CEO,Borealis,,2015-01,,',
    ',Ida Petrosyan,VP Sales,Cobalt,,2015-01,,',
  ];

  async function titlesOf(wishes: Partial<Wishes>): Promise<{ old: readonly string[]; new: readonly string[] }> {
    const { conclusions } = await findLeavers(table(...before), table(...after), wishes);
    return {
      old: conclusions.oldDecisionMakers.map(({ position }) => position.title),
      new: conclusions.newDecisionMakers.map(({ position }) => position.title),
    };
  }

  test('they are those of the old and of the new company, the highest first, and nobody of other companies', async () => {
    assert.deepEqual(await titlesOf({}), { old: ['Head of Atlas'], new: ['CEO', 'Head of Borealis'] });
  });

  test('titles can be asked for, left out, and limited for each company', async () => {
    assert.deepEqual((await titlesOf({ decisionMakers: { titles: ['CEO'] } })).new, ['CEO', 'Assistant to the CEO']);
    assert.deepEqual((await titlesOf({ decisionMakers: { exclude_titles: ['head'] } })).new, ['CEO']);
    assert.deepEqual((await titlesOf({ decisionMakers: { per_company: 1 } })).new, ['CEO']);
  });

  test('criteria that nobody fulfils leave neither leavers nor decision makers, and say why', async () => {
    const { conclusions } = await findLeavers(table(...before), table(...after), { criteria: { geographies: ['France'] } });
    assert.deepEqual([conclusions.leavers.length, conclusions.oldDecisionMakers.length, conclusions.excluded.geography], [0, 0, 1]);
  });
});
