const words = (list: string): readonly string[] => list.trim().split(/\s+/)

/** Forenames of children in Wales, Welsh and English. */
export const forenames = words(`
  Siân Gwen Elin Cadi Mali Ffion Nansi Eira Seren Alys Lowri Catrin Carys Cerys Megan Nia Non Begw Efa Martha Greta Leusa
  Gwenllïan Luned Heledd Mared Lleucu Tegwen Angharad Branwen Rhiannon Llinos Eleri Gwenno Marged Betsan Lois Ela Enlli
  Siôn Llŷr Tomos Osian Macsen Gruffudd Ifan Steffan Rhys Owain Ioan Iestyn Gethin Deiniol Guto Elis Jac Harri Bedwyr
  Cai Celt Dafydd Efan Emrys Gwion Hari Hefin Huw Idris Iolo Ieuan Llew Meilyr Morgan Mabon Nedw Rhodri Siencyn Taliesin
  Tudur Twm Wil Ynyr Emyr Aneirin Cian Caradog Cynan Eben Gwydion Gwynfor Moi Math Ned Trystan Tŵnya Brychan Llywelyn
  Olivia Amelia Isla Rosie Lily Grace Freya Evie Poppy Sophie Ruby Daisy Chloe Molly Phoebe Charlotte Imogen Zoë Chloë
  Jack Oliver Noah Leo Theo Charlie George Alfie Harry Joshua Thomas Lucas Daniel Ethan Archie Freddie Samuel Benjamin
  Aisha Zainab Fatima Maryam Priya Anika Mei Zuzanna Oliwia Maja Inês Sofía Renée Niamh Saoirse Aoife D'Arcy Mary-Jane
  Muhammad Yusuf Ibrahim Arjun Rohan Kai Jakub Szymon José André Björn Jürgen Seán Ciarán Håkon François Emre Kofi Tariq
`)

/** Surnames of families in Wales, the most frequent first. */
export const surnames = words(`
  Jones Williams Davies Evans Thomas Roberts Hughes Lewis Morgan Griffiths Edwards Owen James Rees Price Morris Richards
  Lloyd Phillips Parry Jenkins Harris Powell Pritchard Rowlands Ellis Bowen Humphreys Watkins Humphries Howells Llewellyn
  Vaughan Pugh Bevan Probert Bebb Gwynne Prosser Meredith Tudor Prydderch Glyndŵr Llŷr Môn Penlân Gwyn Wyn Bryn Haf Emlyn
  Prŷs Rhŷs Gŵyn Elfed Madoc Cadwaladr Trefor Brychan Tegid Eifion Smith Brown Taylor Walker White Green Hall Wood Clarke
  Murphy Kelly Khan Ahmed Ali Hussain Begum Patel Singh Kaur Sharma Nowak Kowalski Wójcik Zieliński Lewandowska Silva
  Fernández García Müller Weiß Andersson Sørensen Okafor Mensah Adeyemi Chen Wong Nguyễn Kim Tanaka Yılmaz O'Connor
  O'Neill O'Sullivan D'Souza McCarthy MacDonald Fitzgerald
`)

/** Patronymics, as some families write them. */
export const patronymics = words('Rhys Iorwerth Gwilym Hywel Dafydd Tomos Siôn Ifan Gruffydd Meirion')

/** Names that have broken other systems: every demo school of some size has each of them once; the last is there twice. */
export const hardNames: readonly (readonly [forename: string, surname: string])[] = [
  ['Rhodri', 'ap Iorwerth'],
  ['Elen', 'ferch Llywelyn'],
  ['Ifan', 'ab Owain'],
  ['Niamh', "O'Brien"],
  ['Aoife', 'O’Brien'],
  ['Anna Lisa', 'van der Berg'],
  ['J', 'Xu'],
  ['A', 'O'],
  ['Suharto', ''],
  ['Łukasz', 'Żółć'],
  ['İpek', 'Işık'],
  ['Мария', 'Иванова'],
  ['محمد', 'الأحمد'],
  ['伟', '王'],
  ['Ann', '𠮷田'],
  ['St. John', 'Evans-Pughe'],
  ['Tomos', 'Ellis-Davies-Rowlands'],
  ['Hubert Blaine', 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'],
  ['Null', 'True'],
  ['Glain', 'Gwynllŵg'],
  ['Tomos', 'Evans'],
  ['Tomos', 'Evans'],
]
