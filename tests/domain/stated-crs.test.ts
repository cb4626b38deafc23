import { expect, test } from 'vitest'
import { statedCrsOf, statedCrsText } from '~/domain/stated-crs.ts'

test('a system is stated by its name, by its number in any spelling, or left to the file', () => {
  expect(['wgs84', 'GCJ02', ' bd09 ', 'cgcs2000', 'file'].map(statedCrsOf)).toEqual([
    'wgs84',
    'gcj02',
    'bd09',
    'cgcs2000',
    'file',
  ])
  for (const text of ['epsg:4527', 'EPSG:4527', 'EPSG::4527', '4527', ' 4527 '])
    expect(statedCrsOf(text)).toBe('epsg:4527')
})

test('anything else is no system', () => {
  for (const text of ['', 'utm', 'epsg:', 'epsg:12', '0527', '1234567', '4527.0', '-4527', '宿迁'])
    expect(statedCrsOf(text)).toBeUndefined()
})

test('a system reads as people know it', () => {
  expect(statedCrsText('file')).toBe('按文件声明')
  expect(statedCrsText('epsg:4527')).toBe('EPSG:4527')
  expect(statedCrsText('gcj02')).toBe('GCJ-02（高德、腾讯）')
})
