import type { Messages } from './messages.ts';

/** Indonesian texts for every code. */
export const MESSAGES_ID: Messages = {
  E_KEY_INVALID: {
    message: 'Nama berkas “{found}” tidak dapat dipakai.',
    remedy: 'Unggah berkas ke incoming/<newsroom Anda>/ dengan nama sederhana, misalnya rilis-1.md.',
  },
  E_KEY_UNREADABLE: {
    message: 'Nama berkas “{found}” tiba dalam pengodean yang tidak terbaca.',
    remedy: 'Unggah lagi dengan nama yang hanya memuat huruf, angka, dan tanda hubung.',
  },
  E_GONE: {
    message: 'Berkas sudah dihapus sebelum sempat dibaca.',
    remedy: 'Unggah lagi bila memang masih akan diterbitkan.',
  },
  E_TOO_LARGE: {
    message: 'Naskah terlalu besar: {bytes} byte.',
    remedy: 'Ringkas sampai kurang dari 256 KB, dan jangan sertakan gambar di dalam teks.',
  },
  E_EMPTY: {
    message: 'Berkas ini kosong.',
    remedy: 'Isi dengan naskah rilis, simpan, lalu unggah lagi.',
  },
  E_ENCODING: {
    message: 'Berkas tidak disimpan sebagai UTF-8; mulai byte ke-{byte} tampaknya {encoding}.',
    remedy: 'Buka di editor, pilih “Simpan sebagai…”, atur pengodean ke UTF-8, lalu unggah lagi.',
  },
  E_CONTROL_CHARACTER: {
    message: 'Baris {line} memuat karakter NUL, yang tidak pernah ada dalam teks.',
    remedy: 'Salin teksnya ke berkas baru, simpan sebagai UTF-8, lalu unggah berkas itu.',
  },
  E_FORMAT_UNKNOWN: {
    message: 'Jenis berkas ini belum dapat dibaca: {found}.',
    remedy:
      'Unggah rilis sebagai teks biasa (.txt), Markdown (.md), halaman web (.html), Word (.docx), surel (.eml), ninjs (.json), NewsML-G2 (.xml), atau ZIP berisi salah satunya beserta gambarnya.',
  },
  E_JSON_SYNTAX: {
    message: 'Berkas ini bukan JSON yang benar; baris {line} tidak dapat dibaca: “{found}”.',
    remedy:
      'Perbaiki baris itu (koma di antara anggota, tanda petik ganda pada nama dan teks), atau simpan ulang dari program pembuatnya.',
  },
  E_JSON_DEPTH: {
    message: 'JSON ini bersarang lebih dari {limit} tingkat.',
    remedy: 'Buang apa yang bukan bagian dari berita.',
  },
  E_NINJS_SHAPE: {
    message: 'Anggota ninjs {found} bukan jenis yang ditentukan standarnya: seharusnya {expected}.',
    remedy: 'Tulis sesuai skema ninjs versinya, atau hapus anggota itu.',
  },
  E_XML_SYNTAX: {
    message: 'Berkas ini bukan XML yang benar; baris {line} tidak dapat dibaca: “{found}”.',
    remedy:
      'Perbaiki baris itu (tutup setiap elemen, tulis &amp; untuk &), atau simpan ulang dari program pembuatnya.',
  },
  E_XML_DOCTYPE: {
    message: 'Berkas ini memuat deklarasi jenis dokumen: “{found}”.',
    remedy:
      'Hapus deklarasi <!DOCTYPE …>, dan tulis langsung karakternya sebagai ganti entitas yang dideklarasikannya.',
  },
  E_XML_LIMITS: {
    message:
      'XML ini memuat elemen lebih banyak daripada sebuah berita, atau bersarang terlalu dalam, di “{found}”.',
    remedy: 'Buang apa yang bukan bagian dari berita.',
  },
  E_ITEMS_MANY: {
    message: 'Berkas ini memuat lebih dari satu berita; yang kedua adalah “{found}”.',
    remedy: 'Unggah setiap berita sebagai berkas tersendiri.',
  },
  E_PARTIAL: {
    message: 'Berita ini menyatakan dirinya belum lengkap: “{found}”.',
    remedy: 'Unggah berita yang lengkap, dengan representation type full (complete pada ninjs 1).',
  },
  E_CANCELED: {
    message: 'Berita ini menyatakan dirinya sudah ditarik: “{found}”.',
    remedy:
      'Tidak ada yang diterbitkan atau ditarik olehnya. Untuk menarik rilis, hapus berkas asalnya; untuk menerbitkan naskah ini, ubah pubStatus menjadi usable.',
  },
  E_EMBARGO_AND_IMMEDIATE: {
    message: 'Naskah menyatakan “{found}”, dan juga sampai kapan ditahan.',
    remedy: 'Pertahankan salah satu dari kedua baris itu.',
  },
  E_ZIP_BROKEN: {
    message: 'ZIP ini tidak dapat dibuka: “{found}”.',
    remedy:
      'Kemas ulang berkasnya dengan perintah “Compress” atau “Send to ZIP” di komputer Anda, lalu unggah.',
  },
  E_ZIP_TOO_MUCH: {
    message: 'ZIP ini memuat lebih banyak daripada sebuah rilis: “{found}”.',
    remedy: 'Kemas satu naskah dan paling banyak sepuluh gambar, seluruhnya kurang dari 20 MB.',
  },
  E_ZIP_ENCRYPTED: {
    message: 'ZIP ini meminta kata sandi, pada “{found}”.',
    remedy: 'Kemas berkasnya tanpa kata sandi.',
  },
  E_ZIP_NO_TEXT: {
    message: 'ZIP ini tidak memuat naskah.',
    remedy: 'Tambahkan rilis sebagai berkas teks, Markdown, Word, atau halaman web.',
  },
  E_ZIP_TEXTS: {
    message: 'ZIP ini memuat lebih dari satu naskah: {found}.',
    remedy: 'Sisakan satu, atau beri nama release.md, release.txt, atau release.docx pada rilisnya.',
  },
  E_WORD_BROKEN: {
    message: 'Berkas Word ini tidak dapat dibaca: {found}.',
    remedy: 'Buka di Word, simpan ulang sebagai .docx, lalu unggah.',
  },
  E_WORD_MACROS: {
    message: 'Berkas Word ini memuat makro ({found}).',
    remedy: 'Simpan sebagai dokumen Word tanpa makro (.docx).',
  },
  E_WORD_TRACKED: {
    message:
      'Berkas Word ini memuat perubahan yang belum diterima atau ditolak, yang pertama pada “{found}”.',
    remedy: 'Di Word pilih Review, Accept All Changes, hentikan pelacakan, simpan, lalu unggah lagi.',
  },
  E_WORD_COMMENTS: {
    message: 'Berkas Word ini memuat komentar.',
    remedy: 'Di Word pilih Review, Delete All Comments, simpan, lalu unggah lagi.',
  },
  E_MAIL_AUTOMATIC: {
    message: 'Surel ini dikirim oleh mesin atau milis (“{found}”).',
    remedy: 'Kirim rilis dalam surel Anda sendiri, atau simpan naskahnya sebagai berkas dan unggah.',
  },
  E_MAIL_BROKEN: {
    message:
      'Surel ini tidak dapat dibaca; bagiannya bersarang terlalu dalam, atau kepalanya tidak berakhir.',
    remedy: 'Tulis surel baru dengan naskah dan gambarnya, lalu unggah.',
  },
  E_NOT_OPENED: {
    message: 'Berkas ini tidak dapat dibuka, meskipun sudah dicoba lebih dari sekali.',
    remedy:
      'Simpan ulang lalu unggah lagi: naskah sebagai .docx, .txt, atau .md, gambar sebagai JPEG. Bila jawabannya tetap sama, salin kata-katanya ke berkas teks baru dan unggah berkas itu.',
  },
  E_DETAILS_ALONE: {
    message: 'Berkas ini memuat rincian rilis, tanpa naskah.',
    remedy:
      'Tulis baris-baris ini di atas naskah, di berkas yang sama; atau kemas naskah, gambarnya, dan berkas ini sebagai release.json menjadi satu ZIP, lalu unggah.',
  },
  E_EXPANSION: {
    message: 'Naskah akan membengkak tanpa batas ketika ditampilkan.',
    remedy: 'Tulis alamat langsung di tautannya, [kata](https://…), dan tutup setiap elemen HTML.',
  },
  E_QUARANTINED: {
    message:
      'Naskah tidak dapat dibuat aman untuk terbit ({found}), jadi petugas jaringan akan memeriksanya.',
    remedy: 'Hapus HTML dari naskah lalu unggah lagi, atau tunggu kabar dari kami.',
  },
  E_HEADLINE_MISSING: {
    message: 'Judul tidak ditemukan.',
    remedy:
      'Tulis judul sendirian di baris pertama, dengan satu baris kosong di bawahnya, atau pada baris yang diawali “# ”, atau isi headline: di bagian atas berkas; di Word beri gaya Title, di surel tulis sebagai subjek; ninjs dan NewsML-G2 punya headline sendiri.',
  },
  E_HEADLINE_LONG: {
    message: 'Judul sepanjang {length} karakter; paling banyak {limit}: “{found}”.',
    remedy: 'Persingkat judul dan pindahkan sisanya ke paragraf pertama.',
  },
  E_BODY_MISSING: {
    message: 'Tidak ada isi di bawah judul.',
    remedy: 'Tulis isi rilis di bawah judul, dipisahkan satu baris kosong.',
  },
  E_NEWSROOM_MISMATCH: {
    message: 'Berkas menyebut “{found}”, padahal diunggah untuk newsroom {newsroom} ({host}).',
    remedy: 'Unggah ke folder newsroom yang benar, atau perbaiki baris penulisnya.',
  },
  E_NEWSROOM_UNKNOWN: {
    message: 'Tidak ada newsroom bernama “{found}”.',
    remedy:
      'Periksa nama foldernya, atau minta operator jaringan mendaftarkan newsroom itu; lalu unggah lagi berkasnya.',
  },
  E_DATE_AMBIGUOUS: {
    message: '“{found}” dapat dibaca lebih dari satu cara: {readings}.',
    remedy: 'Tulis tanggal sebagai tahun-bulan-hari, misalnya 2025-04-03 09:00 +07:00.',
  },
  E_DATE_INVALID: {
    message: '“{found}” bukan tanggal dan jam yang ada.',
    remedy: 'Tulis tanggal sebagai tahun-bulan-hari dan jam sebagai 16:04, misalnya 2025-01-14 16:04.',
  },
  E_TIMEZONE_UNKNOWN: {
    message: 'Zona waktu pada “{found}” tidak dikenal.',
    remedy: 'Tulis WIB, WITA, WIT, UTC, selisih seperti +07:00, atau nama seperti Asia/Jakarta.',
  },
  E_FRONT_MATTER: {
    message: 'Blok di antara dua baris --- tidak terbaca pada baris {line}: “{found}”.',
    remedy:
      'Tulis satu “kunci: nilai” per baris, beri tanda petik ganda pada nilai yang memuat titik dua, tanpa tag (!), rujukan (& *), atau kode.',
  },
  E_FRONT_MATTER_OPEN: {
    message: 'Blok di awal berkas tidak dibuka dan ditutup dengan benar: “{found}”.',
    remedy: 'Letakkan tepat tiga tanda hubung (---), sendirian dalam satu baris, sebelum dan sesudah blok.',
  },
  E_KEY_TWICE: {
    message: '“{found}” mengulang apa yang sudah diisi pada {key}.',
    remedy: 'Pertahankan salah satu baris saja.',
  },
  E_KEY_VALUE: {
    message: 'Nilai “{found}” bukan jenis yang dapat dipakai untuk kunci ini.',
    remedy: 'Tulis teks pendek setelah titik dua, atau daftar teks pendek.',
  },
  E_UNKNOWN_KEY: {
    message:
      'Kunci “{found}” tidak dikenal; mungkin maksudnya {nearest}, yang menentukan kapan rilis terbit.',
    remedy: 'Tulis {nearest}, atau hapus baris itu.',
  },
  E_ID_INVALID: {
    message: 'Id “{found}” tidak dapat dipakai dalam alamat.',
    remedy: 'Pakai huruf kecil, angka, dan tanda hubung saja, paling banyak 63, misalnya {suggestion}.',
  },
  E_ID_TAKEN: {
    message: 'Nama ini sudah dipakai rilis lain dari newsroom Anda, yang datang dengan nama berkas lain.',
    remedy: 'Beri berkas ini nama atau id sendiri, atau unggah perubahan dengan nama berkas yang pertama.',
  },
  E_KILLED_CONTENT: {
    message: 'Naskah ini ditarik karena alasan hukum dan tidak boleh diterbitkan lagi.',
    remedy: 'Hubungi operator jaringan bila menurut Anda ini keliru.',
  },
  E_ALREADY_PUBLIC: {
    message: 'Rilis ini sudah terbit, jadi tidak dapat lagi dijadwalkan atau diembargo.',
    remedy: 'Hapus publishAt atau embargo, atau hapus berkasnya untuk menarik rilis.',
  },
  E_REVIEW: {
    message: 'Rilis ini sudah benar, dan menunggu persetujuan orang kedua.',
    remedy:
      'Minta rekan seredaksi atau operator menyetujuinya di konsol, bagian Receipts; tidak ada yang perlu diunggah lagi.',
  },
  E_DIFFERENT_STORY: {
    message: 'Ini berita lain daripada “{found}”, yang sudah ada dengan nama berkas ini.',
    remedy:
      'Unggah dengan nama berkas sendiri, atau dengan id: sendiri di bagian atas berkas; bila memang menggantikan rilis itu, tulis change: update di sana lalu unggah lagi.',
  },
  E_REMOVAL_OLD: {
    message: '“{found}” sudah terbit lebih dari tujuh hari, jadi penghapusannya menunggu konfirmasi.',
    remedy:
      'Belum ada yang ditarik. Untuk mempertahankannya, unggah lagi berkasnya; untuk menariknya, minta operator jaringan mengonfirmasi penghapusan {release} (POST /api/releases/{release}/confirm).',
  },
  E_REMOVAL_MANY: {
    message:
      '“{found}” sedikitnya rilis keempat yang dihapus dalam sepuluh menit, jadi penghapusannya menunggu konfirmasi.',
    remedy:
      'Rilis ini tidak ditarik. Untuk mempertahankannya, unggah lagi berkasnya; bila memang dihapus, minta operator jaringan mengonfirmasinya untuk {release} (POST /api/releases/{release}/confirm).',
  },
  E_EXPIRES_EARLY: {
    message: 'Rilis akan kedaluwarsa sebelum terbit.',
    remedy: 'Isi expires: dengan waktu yang lebih akhir, atau hapus baris itu.',
  },
  E_EMBARGO_HELD: {
    message:
      'Naskah meminta ditahan (“{found}”), tetapi hari dan jamnya tidak jelas, jadi tidak diterbitkan.',
    remedy:
      'Tulis satu hari lengkap dengan tahun, jam, dan zona, misalnya “DIEMBARGO HINGGA 9 April 2025 pukul 10.00 WIB” atau embargo: 2025-04-09 10:00 WIB di bagian atas berkas, atau hapus kalimat itu.',
  },
  E_EMBARGO_NO_ZONE: {
    message: 'Embargo “{found}” tidak menyebut zona waktunya.',
    remedy: 'Tambahkan WIB, WITA, WIT, UTC, atau selisih seperti +07:00.',
  },
  E_EMBARGO_AND_SCHEDULE: {
    message: 'Naskah memuat embargo sekaligus publishAt.',
    remedy: 'Pertahankan salah satunya.',
  },
  E_CORRECTION_NOTE: {
    message: 'Ralat harus memberi tahu pembaca apa yang keliru.',
    remedy:
      'Tulis satu kalimat untuk umum di belakang RALAT: atau CORRECTION:, atau sebagai note: di bawah change: di bagian atas berkas; pada ninjs dan NewsML-G2 sebagai description dengan peran correction.',
  },
  E_CHANGE_KIND: {
    message: '“{found}” bukan jenis perubahan.',
    remedy: 'Tulis minor, update, atau correction.',
  },
  E_STATUS: {
    message: 'Status “{found}” berarti naskah belum siap.',
    remedy:
      'Bila sudah siap, hapus baris status:, atau tulis status: final (pubStatus usable pada ninjs dan NewsML-G2).',
  },
  W_EMBARGO_OVER: {
    message: 'Embargo sampai {found} sudah lewat sebelum berkas diunggah, jadi rilis langsung diterbitkan.',
    remedy:
      'Bila hari atau tahunnya keliru, hapus berkas untuk menarik rilis lalu unggah lagi yang sudah benar.',
  },
  W_CONTROL_CHARACTER: {
    message: 'Baris {line} memuat karakter yang tidak dapat ditampilkan; karakter itu dibuang.',
    remedy: 'Periksa baris itu di halaman.',
  },
  W_RAW_HTML: {
    message: 'HTML di dalam Markdown tampil apa adanya: “{found}”.',
    remedy: 'Pakai Markdown, misalnya **tebal**, atau unggah rilis sebagai berkas .html.',
  },
  W_UNSAFE_HTML: {
    message: 'Sebagian HTML dibuang: {found}.',
    remedy: 'Periksa di halaman bahwa tidak ada yang hilang.',
  },
  W_LINK_REMOVED: {
    message: 'Tautan ke “{found}” dibuang; kata-katanya tetap ada.',
    remedy: 'Tulis alamat lengkap yang diawali https://, mailto:, atau tel:.',
  },
  W_HTTP_LINK: {
    message: 'Tautan “{found}” tidak terenkripsi.',
    remedy: 'Tulis https:// bila situs itu memilikinya.',
  },
  W_PICTURE_MISSING: {
    message: 'Gambar untuk “{found}” tidak ikut terkirim bersama naskah.',
    remedy:
      'Rilis terbit tanpa gambar. Unggah gambarnya di samping naskah dengan nama ini, dan gambar akan ditambahkan; gambar dari tempat lain perlu alamat yang diawali https://.',
  },
  W_CAPTION_EQUALS_HEADLINE: {
    message: 'Keterangan gambar sama dengan judul.',
    remedy: 'Jelaskan siapa dan apa yang tampak pada gambar.',
  },
  W_DAY_DATE_MISMATCH: {
    message: '“{found}”: hari tidak cocok dengan tanggalnya.',
    remedy: 'Periksa keduanya lalu unggah lagi.',
  },
  W_ALL_CAPS_HEADLINE: {
    message: 'Judul seluruhnya huruf besar.',
    remedy: 'Tulis dengan huruf biasa; banyak pembaca dan mitra tidak menerima judul huruf besar semua.',
  },
  W_HEADLINE_LONG: {
    message: 'Judul sepanjang {length} karakter; lebih dari {limit} akan terpotong di banyak tempat.',
    remedy: 'Persingkat, sebaiknya kurang dari 100.',
  },
  W_SUMMARY_LONG: {
    message: 'Ringkasan sepanjang {length} karakter dan dipotong setelah {limit}.',
    remedy: 'Persingkat menjadi satu atau dua kalimat.',
  },
  W_SPLIT_SENTENCE: {
    message: 'Satu kalimat terputus menjadi dua paragraf: “{found}”.',
    remedy: 'Gabungkan kedua paragraf lalu unggah lagi.',
  },
  W_NO_CONTACT: {
    message: 'Tidak ada narahubung untuk pertanyaan pers.',
    remedy: 'Tambahkan contact: di bagian atas berkas, atau minta operator mengaturnya untuk newsroom Anda.',
  },
  W_NO_BOILERPLATE: {
    message: 'Tidak ada keterangan tentang penerbit rilis.',
    remedy: 'Tambahkan paragraf terakhir “Tentang …”, atau minta operator mengaturnya untuk newsroom Anda.',
  },
  W_UNKNOWN_KEY: {
    message: 'Kunci “{found}” tidak dikenal dan diabaikan; yang paling mirip: {nearest}.',
    remedy: 'Perbaiki kuncinya atau hapus baris itu.',
  },
  W_YAML_COMMENT: {
    message: 'Pada “{found}”, semua mulai dari # diabaikan.',
    remedy: 'Beri tanda petik ganda pada nilainya bila # memang bagian dari nilai itu.',
  },
  W_UNKNOWN_CATEGORY: {
    message: 'Kategori “{found}” tidak ada pada newsroom Anda dan diabaikan; yang paling mirip: {nearest}.',
    remedy: 'Pakai salah satu kategori newsroom, atau minta operator menambahkannya.',
  },
  W_LANGUAGE_DIFFERS: {
    message: 'Naskah ini tampaknya berbahasa {detected}, bukan {expected}.',
    remedy:
      'Naskah diterbitkan sebagai berbahasa {taken}. Bila keliru, tulis “bahasa: {other}” di antara keterangan di bagian atas.',
  },
  W_LANGUAGE_UNKNOWN: {
    message: '“{found}” bukan kode bahasa; rilis diterbitkan sebagai {language}.',
    remedy: 'Tulis kode seperti id, en, atau jv.',
  },
  W_AFTER_END: {
    message: 'Yang ada di bawah tanda akhir tidak diterbitkan: “{found}”.',
    remedy: 'Pindahkan ke atas tanda akhir bila perlu dibaca umum.',
  },
  W_JSON_LD: {
    message: 'Blok JSON-LD di baris {line} tidak dapat dibaca dan tidak dipakai.',
    remedy: 'Perbaiki atau hapus blok itu; judul, penulis, dan tanggal di dalamnya tidak dipakai.',
  },
  W_HEADLINE_DIFFERS: {
    message:
      'Halaman menampilkan judul “{found}”, metadatanya menyebut “{headline}”, dan itulah yang dipakai.',
    remedy: 'Tulis judul yang sama di kedua tempat.',
  },
  W_ATTACHMENT_LEFT: {
    message: '“{found}” datang bersama naskah dan tidak dipakai.',
    remedy: 'Masukkan ke dalam naskah apa yang perlu dibaca umum.',
  },
  W_PICTURES_MANY: {
    message: 'Gambar mulai dari “{found}” tidak dipakai; satu rilis disertai {limit} gambar.',
    remedy: 'Pilih yang terbaik.',
  },
  W_PICTURE_FORMAT: {
    message: 'Gambar “{found}” dari jenis yang tidak diterima, dan tidak dipakai.',
    remedy: 'Simpan sebagai JPEG, PNG, WebP, atau GIF.',
  },
  E_PICTURE_FORMAT: {
    message: 'Gambar “{found}” dari jenis yang tidak diterima.',
    remedy: 'Simpan sebagai JPEG, PNG, WebP, atau GIF, lalu unggah lagi.',
  },
  E_PICTURE_BROKEN: {
    message: 'Gambar “{found}” tidak dapat dibaca atau terlalu besar.',
    remedy:
      'Buka di program gambar, simpan sebagai JPEG paling besar 60 megapiksel, lalu unggah lagi dengan nama yang sama.',
  },
  W_PICTURE_ALONE: {
    message: 'Belum ada naskah yang menampilkan gambar “{found}”; gambar disimpan.',
    remedy:
      'Unggah naskah di sampingnya dengan nama yang sama (foto.jpg dan foto.md), atau sebut gambarnya di dalam naskah: picture: {found}.',
  },
  W_PICTURE_AWAITED: {
    message: 'Naskah menunggu gambar “{found}” sampai {until}.',
    remedy:
      'Unggah gambarnya dengan nama ini. Bila tidak datang, rilis terbit tanpa gambar, dan gambar ditambahkan ketika datang.',
  },
  W_PICTURE_BROKEN: {
    message: 'Gambar “{found}” tidak dapat dibaca atau terlalu besar, dan tidak dipakai.',
    remedy:
      'Buka di program gambar, simpan sebagai JPEG paling besar 60 megapiksel, lalu unggah lagi berkasnya.',
  },
};
