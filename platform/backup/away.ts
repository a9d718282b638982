import path from 'node:path'
import { AppError } from '#engine'
import { entrance, type S3Place } from '#platform/files'
import { NotAway, NotInStorage, StorageTrouble } from './backup-errors.ts'
import { fetchFile } from './fetch-file.ts'
import { sendFile } from './send-file.ts'
import { troubleOf } from './storage-trouble.ts'

/** A backup in the object storage. */
export interface AwayBackup {
  readonly name: string
  readonly size: number
}

/** Copies of backups in an S3-compatible storage: what is left when the machine is lost. They are the same encrypted files. */
export interface Away {
  /** Copies a backup there, whole or not at all. Throws NotAway. */
  put(file: string): Promise<void>
  /** The oldest first: names begin with their time. Throws StorageTrouble. */
  list(): Promise<AwayBackup[]>
  /** Brings a backup, or the `latest`, to this machine. Throws NotInStorage and StorageTrouble. */
  fetch(name: string, to: string): Promise<void>
  /** Throws StorageTrouble. */
  remove(name: string): Promise<void>
}

const folder = 'backups'
const ours = /^zhike-[0-9a-f-]+\.zkb$/

/** Where backups lie in a storage, as a person would look for them. */
export const awayPlace = ({ endpoint, bucket }: Pick<S3Place, 'endpoint' | 'bucket'>): string =>
  `${endpoint.replace(/\/+$/, '')}/${bucket}/${folder}/`

/** Opens nothing yet: the storage is asked with the first backup. */
export const createAway = (place: S3Place): Away => {
  const enter = entrance(place)
  const at = (name: string) => ({ Bucket: place.bucket, Key: `${folder}/${name}` })

  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      if (error instanceof AppError) throw error
      throw Object.assign(StorageTrouble({ place: awayPlace(place), why: troubleOf(error) }), { cause: error })
    })

  const list = async () => {
    const { client, s3 } = await enter()
    const found: AwayBackup[] = []
    let ContinuationToken: string | undefined
    do {
      const asked = { Bucket: place.bucket, Prefix: `${folder}/`, ...(ContinuationToken ? { ContinuationToken } : {}) }
      const page = await client.send(new s3.ListObjectsV2Command(asked))
      for (const { Key = '', Size = 0 } of page.Contents ?? [])
        if (ours.test(path.basename(Key))) found.push({ name: path.basename(Key), size: Size })
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  const fetch = async (name: string, to: string) => {
    const there = await list()
    const found = name === 'latest' ? there.at(-1) : there.find((each) => each.name === name)
    if (!found) throw NotInStorage({ there: there.map((each) => each.name).join(', ') || '–' })
    await fetchFile(await enter(), at(found.name), found.size, to)
  }

  const remove = async (name: string) => {
    const { client, s3 } = await enter()
    await client.send(new s3.DeleteObjectCommand(at(name)))
  }

  return {
    list: () => explained(list()),
    fetch: (name, to) => explained(fetch(name, to)),
    remove: (name) => explained(remove(name)),
    async put(file) {
      try {
        await sendFile(await enter(), at(path.basename(file)), file)
      } catch (error) {
        throw Object.assign(NotAway({ place: awayPlace(place), why: troubleOf(error) }), { cause: error })
      }
    },
  }
}
