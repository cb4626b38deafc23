import * as v from 'valibot'
import { type Day, isDay } from './day.ts'
import { largestRowId } from './row-id.ts'

/**
 * The fields that forms are made of. Each takes the text a browser sends, an absent one as empty,
 * and says in plain Chinese what to do when it cannot be used.
 */
const typed = v.pipe(
  v.optional(v.string('请重新填写'), ''),
  v.transform((text) => text.replaceAll('\r\n', '\n').replace(controlCharacters(), '').trim()),
)

/** Up to `most` characters; null when left empty. */
export const optionalText = (most: number) =>
  v.pipe(typed, v.maxLength(most, tooLong(most)), v.transform(orNull))

export const requiredText = (label: string, most: number) =>
  v.pipe(typed, v.nonEmpty(`请填写${label}`), v.maxLength(most, tooLong(most)))

/** One of the choices, else the sentence. */
export const choice = <const Choices extends readonly string[]>(
  choices: Choices,
  otherwise: string,
) => v.pipe(typed, v.picklist(choices, otherwise))

/** One of the choices, or what stands for none. */
export const choiceOr = <const Choices extends readonly string[]>(
  choices: Choices,
  none: Choices[number],
  otherwise: string,
) =>
  v.pipe(
    typed,
    v.transform((text) => text || none),
    v.picklist(choices, otherwise),
  )

/** A civil day up to `last`, where one is given. */
export const requiredDay = (label: string, last?: Day) =>
  v.pipe(
    typed,
    v.nonEmpty(`请选择${label}`),
    v.check(isDay, `请把${label}写成2026-11-02这样的日期`),
    v.check((day) => last === undefined || day <= last, `${label}不能晚于今天，请改正`),
  )

export const optionalDay = (label: string) =>
  v.pipe(
    typed,
    v.check((text) => text === '' || isDay(text), `请把${label}写成2026-11-02这样的日期`),
    v.transform(orNull),
  )

/** `HH:MM`, 24 hours; null when left empty. */
export const optionalTime = v.pipe(
  typed,
  v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$/, '请把时间写成08:30这样'),
  v.transform(orNull),
)

/** A whole number from `least` to `most`; `none` stands for an empty field. */
export const wholeNumber = (label: string, least: number, most: number, none: number) =>
  v.pipe(
    typed,
    v.transform((text) => text || String(none)),
    v.regex(/^\d{1,9}$/, `${label}请填整数`),
    v.transform(Number),
    v.minValue(least, `${label}不能少于${least}`),
    v.maxValue(most, `${label}不能多于${most}`),
  )

/** Decimal degrees between −most and most; null when left empty. */
export const optionalDegrees = (label: string, most: number) =>
  v.pipe(
    typed,
    v.regex(/^(?:[+-]?\d{1,3}(?:\.\d{1,15})?)?$/, `${label}请填小数形式的度数，例如118.275`),
    v.transform((text) => (text === '' ? null : Number(text))),
    v.check((degrees) => degrees === null || Math.abs(degrees) <= most, `${label}超出范围，请核对`),
  )

/** The id of a row; null when left empty. */
export const optionalId = v.pipe(
  typed,
  v.regex(/^(?:[1-9]\d{0,9})?$/, '请重新选择'),
  v.transform((text) => (text === '' ? null : Number(text))),
  v.check((id) => id === null || id <= largestRowId, '请重新选择'),
)

export const rowId = v.pipe(
  typed,
  v.regex(/^[1-9]\d{0,9}$/, '请重新选择'),
  v.transform(Number),
  v.maxValue(largestRowId, '请重新选择'),
)

/** The code of an area, a grid or a category; null when left empty. */
export const optionalCode = v.pipe(typed, v.maxLength(64, '请重新选择'), v.transform(orNull))

export const requiredCode = (otherwise: string) =>
  v.pipe(typed, v.nonEmpty(otherwise), v.maxLength(64, otherwise))

/** An 11-digit mobile number; null when left empty. */
export const optionalPhone = v.pipe(
  typed,
  v.transform((text) => text.replace(/[ -]/g, '')),
  v.regex(/^(?:1[3-9]\d{9})?$/, '手机号应是11位数字，不知道可以不填'),
  v.transform(orNull),
)

/** A ticked box. */
export const tick = v.pipe(
  typed,
  v.transform((text) => ['on', '1', 'true', 'yes'].includes(text)),
)

/** The version of the row as the form showed it: a later one means a colleague was first. */
export const rowVersion = v.pipe(
  typed,
  v.regex(/^\d{1,9}$/, '页面已过期，请刷新后再试'),
  v.transform(Number),
)

/** Made with the form, so that one form sent twice makes one record. */
export const submissionKey = v.pipe(typed, v.regex(/^[\w-]{8,64}$/, '页面已过期，请刷新后再试'))

/** As typed, spaces included: a password. */
export const secret = (otherwise: string) =>
  v.pipe(
    v.optional(v.string(otherwise), ''),
    v.nonEmpty(otherwise),
    v.maxLength(128, '密码最多128个字符'),
  )

function tooLong(most: number): string {
  return `最多${most}个字，请删短一些`
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

/** All but the line break and the tab; PostgreSQL refuses a NUL in a text. */
function controlCharacters(): RegExp {
  return /[^\P{Cc}\n\t]/gu
}
