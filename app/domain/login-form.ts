import * as v from 'valibot'
import { requiredText, secret } from './form-fields.ts'

export const loginForm = v.object({
  account: requiredText('账号', 64),
  password: secret('请填写密码'),
  /** Where to go after signing in. */
  next: v.optional(v.string(), '/'),
  /** What had been typed there when the last sign-in ran out, as JSON. */
  draft: v.optional(
    v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()), v.maxEntries(200)),
  ),
})
