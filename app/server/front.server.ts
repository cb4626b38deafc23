import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import { importLimitMegabytes } from '../domain/import-batches.ts'
import type { Env } from './env.server.ts'
import { type Refusal, refusalPage } from './refusal-page.server.ts'

const formLimitBytes = 256 * 1024
const importLimitBytes = importLimitMegabytes * 1024 * 1024
const importPath = /^\/imports\/new(\.data)?$/
const tianditu = 'https://*.tianditu.gov.cn'

/**
 * What has to be refused before the framework sees it, since the framework answers 500 to such
 * requests or lets them through: methods, hosts, foreign origins, unknown bodies and long ones.
 */
export function frontGuard(env: Env): RequestHandler {
  const origins = allowedOrigins(env)
  const hosts = new Set([...origins].map((origin) => new URL(origin).host))
  return (request, response, next) => {
    const problem =
      methodProblem(request) ??
      hostProblem(request, hosts) ??
      addressProblem(request) ??
      (request.method === 'POST' ? postProblem(request, origins) : null)
    if (problem) {
      response.status(problem.status).type('html').send(refusalPage(problem))
      return
    }
    forgetForwarding(request)
    next()
  }
}

/** Security headers, with a fresh nonce for the scripts of each answer in `response.locals`. */
export function securityHeaders(env: Env): RequestHandler[] {
  const secure = env.publicOrigin.startsWith('https:')
  return [
    (_request: Request, response: Response, next: NextFunction) => {
      response.locals.nonce = randomBytes(16).toString('base64')
      next()
    },
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", (_request, response) => nonceSource(response)],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', ...(env.tiandituKey ? [tianditu] : [])],
          connectSrc: ["'self'"],
          workerSrc: ["'self'"],
          fontSrc: ["'self'", 'data:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
      crossOriginEmbedderPolicy: false,
      originAgentCluster: secure,
      crossOriginOpenerPolicy: secure,
      referrerPolicy: { policy: 'same-origin' },
    }),
  ]
}

function methodProblem(request: Request): Refusal | null {
  if (['GET', 'HEAD', 'POST'].includes(request.method)) return null
  return { status: 405, title: '不支持这种请求', advice: '请从页面上的按钮或链接操作。' }
}

function hostProblem(request: Request, hosts: ReadonlySet<string>): Refusal | null {
  if (hosts.has(request.headers.host ?? '')) return null
  return { status: 400, title: '地址不对', advice: '请用单位公布的网址打开。' }
}

/** What no page of ours links to: another site's address, half an escape, a NUL. */
function addressProblem(request: Request): Refusal | null {
  const { originalUrl } = request
  const usable =
    originalUrl.startsWith('/') && !originalUrl.includes('%00') && isDecodable(request.path)
  return usable ? null : { status: 400, title: '地址不对', advice: '请核对网址，或从首页进入。' }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * The framework believes the host a client says it was forwarded from, and answers 500 to a post
 * whose origin is not that host. Both have just been compared with the addresses that are ours.
 */
function forgetForwarding({ method, headers }: Request): void {
  delete headers['x-forwarded-host']
  if (method === 'POST' && headers.origin !== undefined) headers.host = new URL(headers.origin).host
}

function postProblem(request: Request, origins: ReadonlySet<string>): Refusal | null {
  if (!comesFromUs(request, origins)) {
    return {
      status: 403,
      title: '这个请求不是从本系统的页面发出的',
      advice: '请回到本系统页面，重新填写后提交。',
    }
  }
  const isImport = importPath.test(request.path)
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const known =
    type === 'application/x-www-form-urlencoded' || (isImport && type === 'multipart/form-data')
  if (!known) {
    return { status: 415, title: '提交的内容格式不对', advice: '请用页面上的表单提交。' }
  }
  const length = request.headers['content-length']
  if (length === undefined) {
    return { status: 411, title: '提交的内容没有长度', advice: '请换用较新的浏览器再试。' }
  }
  const limit = isImport ? importLimitBytes : formLimitBytes
  if (Number(length) <= limit) return null
  return isImport
    ? {
        status: 413,
        title: `文件超过 ${importLimitMegabytes} MB`,
        advice: '请拆成几个文件分次导入，或请管理员在终端导入。',
      }
    : { status: 413, title: '填写的内容太长', advice: '请返回上一页，删减后再提交。' }
}

/** By Origin where the browser sends it, else by Sec-Fetch-Site; silence is not trusted. */
function comesFromUs(request: Request, origins: ReadonlySet<string>): boolean {
  const { origin } = request.headers
  if (origin !== undefined) return origins.has(origin)
  return request.headers['sec-fetch-site'] === 'same-origin'
}

/** The public origin, and on the machine itself both names of the loopback. */
const allowedOrigins = (env: Env): Set<string> =>
  new Set([
    env.publicOrigin,
    ...['127.0.0.1', 'localhost'].map((name) => `http://${name}:${env.port}`),
  ])

const nonceSource = (response: unknown): string =>
  `'nonce-${(response as Response).locals.nonce as string}'`
