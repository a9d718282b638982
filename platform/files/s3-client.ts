import type * as S3 from '@aws-sdk/client-s3'

/** Where an S3-compatible storage is and how to enter it. */
export interface S3Place {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
}

/** A storage that was entered, with the library that speaks to it. */
export interface S3Entered {
  readonly client: S3.S3Client
  readonly s3: typeof S3
}

/** Enters a storage with the first use: the library costs 20 MB. */
export const entrance = (place: S3Place): (() => Promise<S3Entered>) => {
  let entered: Promise<S3Entered> | undefined
  return () =>
    (entered ??= import('@aws-sdk/client-s3').then((s3) => ({
      s3,
      client: new s3.S3Client({
        endpoint: place.endpoint,
        region: place.region,
        // Own storages rarely have a host name per bucket.
        forcePathStyle: true,
        credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
        maxAttempts: 3,
        // A storage that is silent must not hold up who waits for it for ever.
        requestHandler: { connectionTimeout: 10_000, socketTimeout: 120_000 },
      }),
    })))
}
