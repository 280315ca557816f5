"""A Word 97 document as LibreOffice 7.4 wrote it, of invented text: antiword reads no hand-made one."""

from __future__ import annotations

import base64
import zlib

TITLE = "关于公开二〇二四年部门预算的说明"
SENTENCE = "为做好部门预算公开工作，现将有关情况说明如下。"  # sixty times, each a paragraph

OLD_WORD = zlib.decompress(
    base64.b64decode(
        "eNrtW11sVEUUPnP3h93+LrdrRaiwrBsgIKUUMEVLoKXW0tBtS0kR5Mdut4Viu4u7i2LUhFRMTERTaww+mBgbfNKYWuOzpgm+GU0T"
        "Hogv2MQEEx+wQRMe6PqdubNlU1q9u4VQYc7m486de86cM+ecOXfgDj//tPTqZ18v/5Vm0TPkoOm0l9xZfQJ4NHPjIzJU33Q6nc50"
        "pzX9r+iWunIMnYifC+CYlwMewAsUAIVAEVAMlAClVgrQUsAEygA/8IjKB8Yy1da0eGkfxfFLUYCepRiuCXqNcqFyZEz2eHZkpm3y"
        "2SWtP3/9Imu9Zq//JQtY/+XqPcHr/zFgObACqFC6VuK6SrVX6xpxX0nA+44CK4fcXkPmxPdWajRy/Fr6uhPxZLw3FTgQT0Q3NsRf"
        "Oj3QE0vJnGjp4L6GeLfMBG5X4kY+r6yhG9vHXv7vXBTWNiJvMpFxBRjlBZmRFh1Cav6ZNviKXA6jviVogLqoX+Xx5hCtD4m6ENEm"
        "ql9Prc0Oagd2Ny+jgSavMwm0NTsp1uT0pICjaHfh2bGm7c5/taWRplcJMkSjXD9N1AOdUepDXT0uV04plV28Tv6LZ8gdElgdrc0u"
        "KHZBcQWxQktRBW2leh+Ps1Wuv/0Y54ys0PWYSVTWZx9+ZtQvBEbEurt4Xq6uTT4hTMGrzEl7oTcJKXYvr9FaCmLMoKiVtu2GZafw"
        "tA8jxqRtJkY6I20rgm0l0hlPeQTP+4hHBOXMqnHlCrEHMlFpFd+VSQmiTslTLzplVWiDz3uod8b3Kfx6IBWYmQ/XFb+yn6Q33PCG"
        "G5r98IYb3nDDG37p2TEXz0kWEJmpXJqiZVZl4nY1ylLCtPqyK1VGlsnwZXW0WdVNlrnnyoeEnVTbD3cNwPgkJhHG9VVc+fXJ02Mn"
        "bsM4dnK5AyEcoAgkOSG3rLGnvQ6O7FNJXAdNdoQaYOVJyHTSadjagTseoxdPdrrzG4FnmmT5NQuT37NtIfIBapGJGwdHPRJDeN5D"
        "rboE558QcxQYUMplwUE75PJ4a2jHHb07lMRaBxSQZNO0kNJcdffHnLW+AjaDlLMlZ+0yTqc5xYy53mt09e1Pp262nvB98YGHNqz9"
        "5gpb8YbaX/HzGrW/2qX2WHvV++l5VcGiqoqdUhP//RbRStWuUnIZstOei/74XIiWgBdevG5+l+0sVWHxJuiK93fFauZwoddZTpsq"
        "bt9nKu38+9RSOU+h2jxXh2rPpnfkn5NqOU/aqBXM488hxH8Ly8uGoV4sinbiflwsPFVX5rmvEYhFJEt2vWHtqjU9mMR5UnQf9Bp0"
        "RTtfk6aHmpLt74f72+nY+fCSqvPhXzpTR68NXfvo3McXXj/3yo13S3qL6enwobY3D2Z6mfe3I4dbi9KjSfdh7/Fk+6UXv21nzsGD"
        "hWGjSvNrfs2v+TW/5tf8ml/za/6Hm794cf8FQP07n6aHkgTHPwjsAwaBMWASML1E9UACGAEmAKOAqBqIAMPAODAFBAshDwwCY8Ak"
        "YBZBHkgAI8AEYBRbX+r+yrZA39zTm9tU4CdHiLpCM59c+QN4BccjAgwD48AUECxBPIFBYAyYBMxSxBNIACPARKn1RbUaiADDwDgw"
        "BQSXQh4YBMaAScA0IW9aX2l1XBZP/DkeI8AEYOA9UA1Eyqx3wr2yRNP9oDnj795ItVW0qw2Ls82gVaODlYHRH+pWj8acQeCJoZgz"
        "BGzB83XVVFKlvfig0Xzfr7nHuPzj5U8qV/g+vOChDU/e/KoBfa5ZfYfJOucnFHx0+1v1fP2aFg/dzfO/HOfZZwjnkuFv/mc9mQ3o"
        "bnmE6hS1UoRO5my/iaxijXwMJJ3DudqTMxvgVuqnnvyrKrSzXkcO+tnezEmFzbSfujDzfG0oUfpzOf/Ltnar/9jhog46Df/zITaO"
        "PZ/tyz61lzkhOB+tg/7MmWG7+h8HvlTtA1JXlBpw7ZaW9Mg8tEvL85g/H/rLnFtx3aE5N3/U5KE/AKTu4hpeyPnvfwDDl4e5"
    )
)
