import * as v from 'valibot'
import { choice, optionalCode, optionalText, requiredText, rowId } from './form-fields.ts'
import { roles } from './permissions.ts'

/** A new account with its first role; no area means the whole site. */
export const workerForm = v.object({
  account: v.pipe(
    requiredText('账号', 32),
    v.regex(
      /^[a-z][a-z0-9._-]{2,31}$/,
      '账号用小写字母开头，3到32位，只用小写字母、数字、点、横线和下划线',
    ),
  ),
  name: requiredText('姓名', 30),
  unit: optionalText(60),
  role: choice(roles, '请选择岗位'),
  areaCode: optionalCode,
})

/** What an administrator does to an account. */
export const workerActForm = v.variant(
  'act',
  [
    v.object({ act: v.picklist(['reset', 'disable', 'enable']) }),
    v.object({
      act: v.literal('grant'),
      role: choice(roles, '请选择岗位'),
      areaCode: optionalCode,
    }),
    v.object({ act: v.literal('withdraw'), roleId: rowId }),
  ],
  '请从页面上的按钮操作',
)
