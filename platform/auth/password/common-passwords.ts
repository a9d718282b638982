/** Passwords that guessers try first and that are long enough to pass a length rule, in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password password1 password12 password123 passw0rd p@ssword p@ssw0rd pass1234 passwort
  qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qazwsxedc qazwsx123 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t
  q1w2e3r4 qwer1234 asdf1234 asdfghjk asdfghjkl asdasdasd zxcvbnm1 zxcvbnm123 zaq12wsx !qaz2wsx 1qaz@wsx
  a1234567 a12345678 a123456789 aa123456 aa12345678 abc12345 abc123456 abcd1234 abcde12345 a1b2c3d4 123456aa 123456abc
  123456789a 12345678a 1234qwer 123qweasd 123qwe123 qwe123456 asd123456 zxc123456 qq123456 q123456789 w123456789
  woaini1314 woaini520 woaini123 5201314520 52013141 iloveyou iloveyou1 1314520a loveyou1 asdf123456 wang1234 zhang123
  admin123 admin1234 admin123456 admin888 admin@123 administrator root1234 root123456 test1234 test123456 guest123
  welcome1 welcome123 welcome@123 changeme changeme1 changeme123 letmein1 letmein123 default1 secret123 temp1234
  company1 company123 huawei123 huawei@123 hello123 helloworld sunshine princess football baseball superman batman123
  trustno1 starwars michael1 computer internet whatever monkey123 dragon123 master123 shadow123 charlie1 jennifer
  summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2026 autumn2026
  11223344 12341234 12121212 123123123 147258369 159357456 741852963 789456123 963852741 31415926 88888888a 66668888
  20202020 19901990 198719870 10203040 13145200 52052052 zhike123 zhike1234 zhike123456 crm12345 crm123456`.split(
    /\s+/,
  ),
)
