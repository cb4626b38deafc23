import * as v from 'valibot'
import { requiredText, secret } from './form-fields.ts'

export const loginForm = v.object({
  account: requiredText('账号', 64),
  password: secret('请填写密码'),
})

export type LoginInput = v.InferOutput<typeof loginForm>
