import type { Database } from './connect.ts'

/** How many accounts wait for their first sign-in, and how many are closed. */
export async function countAccountStates(db: Database) {
  const row = await db
    .selectFrom('workers')
    .select((select) => [
      select.fn
        .sum<number>(select.case().when('disabledAt', 'is not', null).then(1).else(0).end())
        .as('disabled'),
      select.fn
        .sum<number>(
          select
            .case()
            .when(
              select.and([select('disabledAt', 'is', null), select('mustChangePassword', '=', 1)]),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('waiting'),
    ])
    .executeTakeFirstOrThrow()
  return { waiting: Number(row.waiting ?? 0), disabled: Number(row.disabled ?? 0) }
}
