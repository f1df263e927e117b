import type { ChangeKind } from '../release/head.ts';

/** Everything that a page or a feed says by itself, in one language. */
export type Words = {
  tag: string;
  months: readonly string[];
  timeSeparator: string;
  skipToText: string;
  allNewsrooms: string;
  newsrooms: string;
  newestReleases: string;
  noReleases: string;
  officialReleases: string;
  olderReleases: string;
  archive: string;
  topics: string;
  authors: string;
  languages: string;
  copyLink: string;
  copyText: string;
  copyAddress: string;
  copied: string;
  print: string;
  photo: string;
  feeds: string;
  feedsIntro: string;
  feedsHow: string;
  feedsFormats: string;
  feedsAll: string;
  follow: string;
  by: string;
  about: string;
  contact: string;
  history: string;
  published: string;
  updated: string;
  correction: string;
  expired: string;
  withdrawnTitle: string;
  withdrawnText: string;
  killedTitle: string;
  killedText: string;
  killedElsewhere: string;
  toNewsroom: string;
  notFoundTitle: string;
  notFoundText: string;
  continued: string;
  dataFormat: string;
  kinds: Readonly<Record<ChangeKind, string>>;
};

const INDONESIAN: Words = {
  tag: 'id',
  months: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  timeSeparator: '.',
  skipToText: 'Langsung ke isi',
  allNewsrooms: 'Semua ruang berita',
  newsrooms: 'Ruang berita',
  newestReleases: 'Siaran pers terbaru',
  noReleases: 'Belum ada siaran pers.',
  officialReleases: 'Siaran pers resmi',
  olderReleases: 'Siaran pers sebelumnya',
  archive: 'Arsip',
  topics: 'Topik',
  authors: 'Penulis',
  languages: 'Bahasa',
  copyLink: 'Salin tautan',
  copyText: 'Salin teks',
  copyAddress: 'Salin alamat',
  copied: 'Tersalin',
  print: 'Cetak',
  photo: 'Foto',
  feeds: 'Umpan berita',
  feedsIntro:
    'Umpan adalah alamat yang dibaca oleh aplikasi pembaca berita atau situs Anda sendiri. Setiap siaran pers, koreksi, dan penarikan muncul di sana dengan sendirinya.',
  feedsHow: 'Salin salah satu alamat di bawah ini ke aplikasi pembaca Anda.',
  feedsFormats: 'Isinya sama dalam ketiga format; pilih RSS jika tidak yakin.',
  feedsAll: 'Semua alamat dalam satu berkas (OPML), untuk diimpor sekaligus',
  follow: 'Ikuti',
  by: 'Oleh',
  about: 'Tentang',
  contact: 'Narahubung',
  history: 'Riwayat perubahan',
  published: 'Terbit',
  updated: 'Diperbarui',
  correction: 'Koreksi',
  expired: 'Siaran pers ini sudah tidak berlaku. Teksnya tetap ada di sini sebagai catatan.',
  withdrawnTitle: 'Siaran pers ini ditarik',
  withdrawnText: 'Penerbitnya telah menarik siaran pers ini. Mohon tidak lagi mengutip atau memuatnya.',
  killedTitle: 'Siaran pers ini tidak boleh digunakan',
  killedText: 'Siaran pers ini telah dihapus dan tidak boleh digunakan. Mohon hapus semua salinannya.',
  killedElsewhere: 'Naskah yang sama telah dihapus di tempat lain dan tidak boleh digunakan.',
  toNewsroom: 'Ke halaman ruang berita',
  notFoundTitle: 'Halaman tidak ditemukan',
  notFoundText: 'Tidak ada halaman di alamat ini.',
  continued: 'Baca selengkapnya',
  dataFormat: 'Data (ninjs JSON)',
  kinds: {
    first: 'Terbit',
    import: 'Terbit',
    minor: 'Perbaikan kecil',
    update: 'Diperbarui',
    correction: 'Koreksi',
    lift: 'Terbit',
    restore: 'Diterbitkan kembali',
    expiry: 'Tidak berlaku lagi',
    withdrawal: 'Ditarik',
    kill: 'Dihapus',
  },
};

const ENGLISH: Words = {
  tag: 'en',
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  timeSeparator: ':',
  skipToText: 'Skip to the text',
  allNewsrooms: 'All newsrooms',
  newsrooms: 'Newsrooms',
  newestReleases: 'Newest press releases',
  noReleases: 'No press releases yet.',
  officialReleases: 'Official press releases',
  olderReleases: 'Older press releases',
  archive: 'Archive',
  topics: 'Topics',
  authors: 'Authors',
  languages: 'Languages',
  copyLink: 'Copy link',
  copyText: 'Copy text',
  copyAddress: 'Copy address',
  copied: 'Copied',
  print: 'Print',
  photo: 'Photo',
  feeds: 'Feeds',
  feedsIntro:
    'A feed is an address that a news reader or your own site reads. Every press release, correction and withdrawal appears there by itself.',
  feedsHow: 'Copy one of the addresses below into your reader.',
  feedsFormats: 'All three formats say the same; take RSS when in doubt.',
  feedsAll: 'All addresses in one file (OPML), to be imported at once',
  follow: 'Follow',
  by: 'By',
  about: 'About',
  contact: 'Contact',
  history: 'History of changes',
  published: 'Published',
  updated: 'Updated',
  correction: 'Correction',
  expired: 'This press release is no longer current. Its text stays here for the record.',
  withdrawnTitle: 'This press release was withdrawn',
  withdrawnText: 'Its publisher has withdrawn this press release. Please do not quote or republish it.',
  killedTitle: 'This press release must not be used',
  killedText: 'This press release was removed and must not be used. Please delete every copy of it.',
  killedElsewhere: 'The same text was removed elsewhere and must not be used.',
  toNewsroom: 'To the newsroom',
  notFoundTitle: 'Page not found',
  notFoundText: 'There is no page at this address.',
  continued: 'Continue reading',
  dataFormat: 'Data (ninjs JSON)',
  kinds: {
    first: 'Published',
    import: 'Published',
    minor: 'Small fix',
    update: 'Updated',
    correction: 'Correction',
    lift: 'Published',
    restore: 'Published again',
    expiry: 'No longer current',
    withdrawal: 'Withdrawn',
    kill: 'Removed',
  },
};

/** The interface's words for a BCP 47 language: Indonesian for `id` (and its old code `in`), else English. */
export function wordsFor(language: string): Words {
  return /^(?:id|in)(?:-|$)/i.test(language) ? INDONESIAN : ENGLISH;
}
